import { isKnownAttribute } from "./attribute-names.ts";
import { isJsonObject } from "./json-object.ts";
import type { AttributeValue, Attributes } from "./otlp-span.ts";

const INTEGER = /^-?\d{1,20}$/;

/** 64-bit integers come as a text or as a number. */
function numberOf(value: unknown, pattern: RegExp): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return null;
  return pattern.test(value) ? Number(value) : Number.NaN;
}

const DECIMAL = /^-?[\d.eE+-]{1,32}$/;

function textsOf(list: unknown): readonly string[] | null {
  if (!isJsonObject<"values">(list) || !Array.isArray(list.values)) return null;
  return list.values.flatMap((value: unknown) =>
    isJsonObject<"stringValue">(value) && typeof value.stringValue === "string" ? value.stringValue : [],
  );
}

type AnyValueField = "stringValue" | "intValue" | "doubleValue" | "boolValue" | "arrayValue";

/** An AnyValue, or a bare value as some senders write it; null for an empty one and for what no vocabulary uses. */
function attributeValue(value: unknown): AttributeValue | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.filter((text) => typeof text === "string");
  if (!isJsonObject<AnyValueField>(value)) return null;
  if (typeof value.stringValue === "string") return value.stringValue;
  if (typeof value.boolValue === "boolean") return value.boolValue;
  return numberOf(value.intValue, INTEGER) ?? numberOf(value.doubleValue, DECIMAL) ?? textsOf(value.arrayValue);
}

/** The known ones of a list of attributes in JSON, or of an object of them, which some senders write instead; null for neither. */
export function knownAttributes(list: unknown): Attributes | null {
  const known = new Map<string, AttributeValue>();
  const add = (name: unknown, value: unknown) => {
    if (typeof name !== "string" || !isKnownAttribute(name)) return;
    const read = attributeValue(value);
    if (read !== null) known.set(name, read);
  };
  if (Array.isArray(list)) {
    for (const entry of list) if (isJsonObject<"key" | "value">(entry)) add(entry.key, entry.value);
  } else if (isJsonObject(list)) {
    for (const [name, value] of Object.entries(list)) add(name, value);
  } else if (list !== undefined && list !== null) return null;
  return known;
}
