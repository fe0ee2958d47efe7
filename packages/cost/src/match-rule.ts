/** A rule of a price list that accepts or refuses a model or provider name. Letters match in either case, but for `regex`. */
export type MatchRule =
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string }
  | { or: MatchRule[] }
  | { and: MatchRule[] };

/** Says whether a rule accepts a trimmed, lower-case name. */
export type Matcher = (name: string) => boolean;

/** Names are cut to this length before a regular expression sees them: the expressions are foreign data. */
const MAX_TESTED_CHARACTERS = 256;

/**
 * Compiles a rule once, so that a look-up only tests.
 * @throws SyntaxError when a regular expression is not one
 */
export function compileMatchRule(rule: MatchRule): Matcher {
  if ("or" in rule) {
    const alternatives = rule.or.map(compileMatchRule);
    return (name) => alternatives.some((accepts) => accepts(name));
  }
  if ("and" in rule) {
    const conditions = rule.and.map(compileMatchRule);
    return (name) => conditions.every((accepts) => accepts(name));
  }
  if ("regex" in rule) {
    const pattern = new RegExp(rule.regex);
    return (name) => pattern.test(name.slice(0, MAX_TESTED_CHARACTERS));
  }
  if ("equals" in rule) {
    const expected = rule.equals.toLowerCase();
    return (name) => name === expected;
  }
  if ("starts_with" in rule) {
    const prefix = rule.starts_with.toLowerCase();
    return (name) => name.startsWith(prefix);
  }
  if ("ends_with" in rule) {
    const suffix = rule.ends_with.toLowerCase();
    return (name) => name.endsWith(suffix);
  }
  const part = rule.contains.toLowerCase();
  return (name) => name.includes(part);
}
