import { readArray, readObject, readText } from "./json-value.ts";
import type { Matcher } from "./match-rule.ts";
import { startsWord, staysSameModel } from "./name-border.ts";

/**
 * What a rule looks at. A part of a `model` name must start a word and leave the rest the same model; a part of a `provider`
 * name must start a word, and the name must not say that it only imitates it; a `label` is compared as it is.
 */
export type MatchedName = "model" | "provider" | "label";

const MAX_RULE_DEPTH = 8;

/** Names are cut to this length before a regular expression sees them: the expressions are foreign data. */
const MAX_TESTED_CHARACTERS = 256;

/** Words of a provider's name that say that another provider is meant. */
const IMITATION = /(?:^|[^a-z])(?:compatible|like|proxy|local|custom|self|mock)(?:$|[^a-z])/;

function readRegex(value: unknown, path: string, kind: MatchedName): Matcher {
  const source = readText(value, path);
  let pattern: RegExp;
  try {
    pattern = new RegExp(source);
  } catch (error) {
    throw new TypeError(`price book: the regular expression at ${path} is not valid`, { cause: error });
  }
  return (name) => {
    const tested = name.slice(0, MAX_TESTED_CHARACTERS);
    const found = pattern.exec(tested);
    return found !== null && (kind === "label" || startsWord(tested, found.index));
  };
}

function startsWith(prefix: string, kind: MatchedName): Matcher {
  if (kind !== "model") return (name) => name.startsWith(prefix);
  return (name) => name.startsWith(prefix) && staysSameModel(prefix, name.slice(prefix.length));
}

function endsWith(suffix: string, kind: MatchedName): Matcher {
  if (kind === "label") return (name) => name.endsWith(suffix);
  return (name) => name.endsWith(suffix) && startsWord(name, name.length - suffix.length);
}

function contains(part: string, kind: MatchedName): Matcher {
  if (kind === "label") return (name) => name.includes(part);
  return (name) => {
    for (let at = name.indexOf(part); at !== -1; at = name.indexOf(part, at + 1)) {
      const isSame = kind === "provider" || staysSameModel(part, name.slice(at + part.length));
      if (isSame && startsWord(name, at)) return true;
    }
    return false;
  };
}

function readRules(value: unknown, path: string, kind: MatchedName, depth: number): Matcher[] {
  return readArray(value, path).map((child) => readRule(child, path, kind, depth + 1));
}

function readRule(value: unknown, path: string, kind: MatchedName, depth: number): Matcher {
  if (depth > MAX_RULE_DEPTH) throw new TypeError(`price book: the match rule is nested too deep at ${path}`);
  const rule = readObject(value, path);
  const lowerCase = (field: string) => readText(rule[field], path).toLowerCase();
  if ("equals" in rule) {
    const expected = lowerCase("equals");
    return (name) => name === expected;
  }
  if ("or" in rule) {
    const alternatives = readRules(rule["or"], path, kind, depth);
    return (name) => alternatives.some((accepts) => accepts(name));
  }
  if ("and" in rule) {
    const conditions = readRules(rule["and"], path, kind, depth);
    return (name) => conditions.every((accepts) => accepts(name));
  }
  if ("starts_with" in rule) return startsWith(lowerCase("starts_with"), kind);
  if ("ends_with" in rule) return endsWith(lowerCase("ends_with"), kind);
  if ("contains" in rule) return contains(lowerCase("contains"), kind);
  if ("regex" in rule) return readRegex(rule["regex"], path, kind);
  throw new TypeError(`price book: unknown match rule at ${path}`);
}

/**
 * Reads one match rule of a price book (a `MatchRule`) as a function of a trimmed, lower-case name; `path` says where it
 * stands. A part of a name is only found where a word begins, so that no rule matches a mere substring.
 * @throws TypeError when it is not one, is nested too deep, or holds a regular expression that is none
 */
export function readMatchRule(value: unknown, path: string, kind: MatchedName): Matcher {
  const accepts = readRule(value, path, kind, 0);
  return kind === "provider" ? (name) => accepts(name) && !IMITATION.test(name) : accepts;
}
