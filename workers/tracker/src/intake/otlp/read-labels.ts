import { LABEL_NAMES, NAMES, TAG_NAMES } from "./attribute-names.ts";
import type { AttributeValue, Attributes, OtlpSpan } from "./otlp-span.ts";
import { findText, isStorable, textAt } from "./read-text.ts";

const MAX_TAGS = 20;

/** Most characters of all labels: `metadata` has at most 8 KiB, and no character takes more than four bytes. */
const MAX_CHARACTERS = 1800;

/** The class of an error, never its text, which may quote content. */
const ERROR_CLASS = /^[\w.:$/-]{1,128}$/;

type Labels = Record<string, string | string[]>;

function listOf(value: AttributeValue | undefined): readonly string[] {
  if (typeof value === "object") return value;
  if (typeof value !== "string") return [];
  if (!value.startsWith("[")) return [value];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.filter((tag) => typeof tag === "string") : [];
  } catch {
    return [];
  }
}

function readTags(attributes: Attributes): string[] {
  const tags = TAG_NAMES.flatMap((name) => listOf(attributes.get(name)));
  return [...new Set(tags)].filter(isStorable).slice(0, MAX_TAGS);
}

/**
 * What is kept of a span besides its usage: names and ids from a closed list, each at most 256 characters. What is too long
 * to be a name is left out.
 */
export function readLabels({ attributes, resource }: OtlpSpan, operation: string): Labels | null {
  const labels: Labels = {};
  let characters = 0;
  const keep = (name: string, text: string | null | undefined) => {
    if (text === null || text === undefined || !isStorable(text) || characters + text.length > MAX_CHARACTERS) return;
    characters += name.length + text.length;
    labels[name] = text;
  };
  if (operation !== "") keep("operation", operation);
  for (const [field, names] of LABEL_NAMES) keep(field, findText(attributes, names)?.text);
  keep("service_version", textAt(resource, NAMES.serviceVersion));
  const errorType = textAt(attributes, NAMES.errorType);
  if (errorType !== null && ERROR_CLASS.test(errorType)) keep("error_type", errorType);

  const tags = readTags(attributes).filter((tag) => (characters += tag.length) <= MAX_CHARACTERS);
  if (tags.length > 0) labels["tags"] = tags;
  return Object.keys(labels).length === 0 ? null : labels;
}
