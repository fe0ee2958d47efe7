import { readArray, readObject, readText } from "./json-value.ts";
import type { Matcher } from "./match-rule.ts";

const MAX_RULE_DEPTH = 8;

/** Names are cut to this length before a regular expression sees them: the expressions are foreign data. */
const MAX_TESTED_CHARACTERS = 256;

function readRegex(value: unknown, path: string): Matcher {
  const source = readText(value, path);
  let pattern: RegExp;
  try {
    pattern = new RegExp(source);
  } catch (error) {
    throw new TypeError(`price book: the regular expression at ${path} is not valid`, { cause: error });
  }
  return (name) => pattern.test(name.slice(0, MAX_TESTED_CHARACTERS));
}

function readRules(value: unknown, path: string, depth: number): Matcher[] {
  return readArray(value, path).map((child) => readRule(child, path, depth + 1));
}

function readRule(value: unknown, path: string, depth: number): Matcher {
  if (depth > MAX_RULE_DEPTH) throw new TypeError(`price book: the match rule is nested too deep at ${path}`);
  const rule = readObject(value, path);
  if ("equals" in rule) {
    const expected = readText(rule["equals"], path).toLowerCase();
    return (name) => name === expected;
  }
  if ("or" in rule) {
    const alternatives = readRules(rule["or"], path, depth);
    return (name) => alternatives.some((accepts) => accepts(name));
  }
  if ("and" in rule) {
    const conditions = readRules(rule["and"], path, depth);
    return (name) => conditions.every((accepts) => accepts(name));
  }
  if ("starts_with" in rule) {
    const prefix = readText(rule["starts_with"], path).toLowerCase();
    return (name) => name.startsWith(prefix);
  }
  if ("ends_with" in rule) {
    const suffix = readText(rule["ends_with"], path).toLowerCase();
    return (name) => name.endsWith(suffix);
  }
  if ("contains" in rule) {
    const part = readText(rule["contains"], path).toLowerCase();
    return (name) => name.includes(part);
  }
  if ("regex" in rule) return readRegex(rule["regex"], path);
  throw new TypeError(`price book: unknown match rule at ${path}`);
}

/**
 * Reads one match rule of a price book (a `MatchRule`) as a function, so that a look-up only tests; `path` says where it
 * stands.
 * @throws TypeError when it is not one, is nested too deep, or holds a regular expression that is none
 */
export function readMatchRule(value: unknown, path: string): Matcher {
  return readRule(value, path, 0);
}
