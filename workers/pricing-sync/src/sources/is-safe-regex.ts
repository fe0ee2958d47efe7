const MAX_PATTERN_CHARACTERS = 256;
const MAX_UNBOUNDED_REPETITIONS = 3;

/** Escapes and classes become one letter each, so that only groups, alternatives and quantifiers are left to look at. */
const flatten = (pattern: string) => pattern.replaceAll(/\\./g, "x").replaceAll(/\[[^\]]*\]/g, "x");

/** A group without groups inside it, with the quantifier that repeats it. */
const REPEATED_GROUP = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?([^()]*)\)([+*]|\{\d+,?\d*\})?/;

function repeatsARepetition(flat: string): boolean {
  let rest = flat;
  for (let match = REPEATED_GROUP.exec(rest); match !== null; match = REPEATED_GROUP.exec(rest)) {
    const [whole, body = "", quantifier] = match;
    if (quantifier !== undefined && /[+*{|]/.test(body)) return true;
    // A group that repeats inside stays visible as a repetition to the groups around it.
    rest = rest.replace(whole, () => (/[+*{]/.test(body) || quantifier !== undefined ? "x+" : "x"));
  }
  return false;
}

/**
 * Whether a foreign regular expression compiles and ends in time on a short text: at most 256 characters, no repeated
 * group that itself repeats or branches, no back-reference, at most three unbounded repetitions.
 */
export function isSafeRegex(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_CHARACTERS || /\\[1-9k]/.test(pattern)) return false;
  try {
    RegExp(pattern);
  } catch {
    return false;
  }
  const flat = flatten(pattern);
  const unbounded = flat.match(/[+*]|\{\d+,\}/g) ?? [];
  return unbounded.length <= MAX_UNBOUNDED_REPETITIONS && !repeatsARepetition(flat);
}
