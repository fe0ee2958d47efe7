import { readArray, readObject, readText } from "./json-value.ts";
import { compileMatchRule, type Matcher, type MatchRule } from "./match-rule.ts";

const MAX_RULE_DEPTH = 8;

function readRule(value: unknown, path: string, depth = 0): MatchRule {
  if (depth > MAX_RULE_DEPTH) throw new TypeError(`price book: the match rule is nested too deep at ${path}`);
  const rule = readObject(value, path);
  const children = (list: unknown) =>
    readArray(list, path).map((child, index) => readRule(child, `${path}[${index}]`, depth + 1));
  if ("or" in rule) return { or: children(rule["or"]) };
  if ("and" in rule) return { and: children(rule["and"]) };
  if ("equals" in rule) return { equals: readText(rule["equals"], path) };
  if ("starts_with" in rule) return { starts_with: readText(rule["starts_with"], path) };
  if ("ends_with" in rule) return { ends_with: readText(rule["ends_with"], path) };
  if ("contains" in rule) return { contains: readText(rule["contains"], path) };
  if ("regex" in rule) return { regex: readText(rule["regex"], path) };
  throw new TypeError(`price book: unknown match rule at ${path}`);
}

/**
 * Reads and compiles one match rule of a price book; `path` says where it stands.
 * @throws TypeError when it is not one, is nested too deep, or holds a regular expression that is none
 */
export function readMatchRule(value: unknown, path: string): Matcher {
  const rule = readRule(value, path);
  try {
    return compileMatchRule(rule);
  } catch (error) {
    throw new TypeError(`price book: the regular expression at ${path} is not valid`, { cause: error });
  }
}
