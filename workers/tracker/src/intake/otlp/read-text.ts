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

/** The first of these attributes that says something, with its name; numbers as their digits. */
export function findText(attributes: Attributes, names: readonly string[]): { name: string; text: string } | null {
  for (const name of names) {
    const value = attributes.get(name);
    if (typeof value === "string" && value !== "") return { name, text: unquote(value) };
    if (typeof value === "number") return { name, text: String(value) };
  }
  return null;
}

/** The first of these attributes of a span that says something, or null; one that cannot be stored is a problem of the span. */
export function readText(reading: SpanReading, names: readonly string[]): string | null {
  const found = findText(reading.attributes, names) ?? findText(reading.span.resource, names);
  if (found === null) return null;
  if (isStorable(found.text)) return found.text;
  reading.problems.push({ path: found.name, message: "must have 1 to 256 characters and no control characters" });
  return null;
}
