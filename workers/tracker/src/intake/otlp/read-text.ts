import { Text } from "@voygent/contracts";

import type { Attributes } from "./otlp-span.ts";
import type { SpanReading } from "./span-reading.ts";

const PLAIN = /^[\x20-\x7e]{1,256}$/;

/** Whether a text can be stored: 1 to 256 characters, none of them a control character. */
export const isStorable = (text: string): boolean => PLAIN.test(text) || Text.safeParse(text).success;

/** A text in JSON quotes, as the Langfuse SDK writes some values, without them. */
function unquote(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"')) return text;
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === "string" ? inner : text;
  } catch {
    return text;
  }
}

/** What an attribute says as a text: numbers as their digits; null when it is absent or empty. */
export function textAt(attributes: Attributes, name: string): string | null {
  const value = attributes.get(name);
  if (typeof value === "string") return value === "" ? null : unquote(value);
  return typeof value === "number" ? String(value) : null;
}

/** The first of these attributes that says something, with its name. */
export function findText(attributes: Attributes, names: readonly string[]): { name: string; text: string } | null {
  for (const name of names) {
    const text = textAt(attributes, name);
    if (text !== null) return { name, text };
  }
  return null;
}

const MAX_CHARACTERS = 256;

/** As much of a text as can be stored; null when nothing is left. */
function cut(text: string): string | null {
  const clean = text.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").slice(0, MAX_CHARACTERS);
  const whole = clean.replace(/\p{Cs}$/u, "").trim();
  return isStorable(whole) ? whole : null;
}

/**
 * The first of these attributes of a span, or of what sent it, that says something, or null. One that cannot be stored is cut
 * to what can, with a warning: a call costs money whatever its texts are.
 */
export function readText({ attributes, span, warnings }: SpanReading, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textAt(attributes, name) ?? textAt(span.resource, name);
    if (text === null) continue;
    if (isStorable(text)) return text;
    const message = `${name}: longer than ${MAX_CHARACTERS} characters, or with control characters; it was cut`;
    warnings.push({ code: "dropped_metadata", message, subject: name });
    return cut(text);
  }
  return null;
}
