const ALPHANUMERIC = /[\p{L}\p{N}]/u;

/** Words that make another model of a name they follow; a longer word, such as `maximal`, is none of them. */
const VARIANTS = [
  ..."mini nano lite pro plus max ultra turbo fast flash small medium large tiny nemo instant highspeed air".split(" "),
  ..."codex vision audio realtime image video tts transcribe embed embedding embeddings search deep".split(" "),
  ..."safeguard guard coder math thinking reasoning distill live omni".split(" "),
];
/** Whether a word of a name, in lower case, makes another model of a name that it follows. */
export const isVariant = (word: string): boolean => VARIANTS.includes(word);

const VARIANT = new RegExp(`^[-_. ]?(?:${VARIANTS.join("|")})(?![a-z])`);

const DIGITS_AT_END = /\d*$/;
const DIGITS_AT_START = /^\d+/;

/** How many digits a number may have that a prefix cuts in two: a version has fewer, dates and builds have these. */
const SPLIT_NUMBER_DIGITS = new Set([3, 4, 6, 8]);

/** A further part of a version, such as the `-5` of `opus-5-5`; a date such as `-08-06` or `-08-2024` is none. */
const VERSION_PART = /^[-._p]\d{1,2}(?!\d)/;
const DATE_PART = /^-(?:0[1-9]|1[0-2])-(?:20\d\d|\d\d)(?!\d)/;

/** What may follow a colon without naming another model: the endings that hosts add at the same price, and a revision. */
const HARMLESS_TAG = /^:(?:thinking|latest|beta|\d+)(?:$|[^a-z\d])/;

const endsInWord = (text: string) => ALPHANUMERIC.test(text.at(-1) ?? "");

/** Whether a part that starts at this index of a name starts a word of it. */
export function startsWord(name: string, index: number): boolean {
  return index === 0 || !endsInWord(name.slice(0, index)) || !ALPHANUMERIC.test(name.charAt(index));
}

/** Whether what follows a part of a name leaves it the same model: neither a further version nor a variant nor a tag. */
export function staysSameModel(part: string, rest: string): boolean {
  if (rest === "") return true;
  if (rest.startsWith(":")) return HARMLESS_TAG.test(rest);
  const split = DIGITS_AT_START.exec(rest)?.[0] ?? "";
  if (split !== "" && endsInWord(part)) {
    const digits = (DIGITS_AT_END.exec(part)?.[0].length ?? 0) + split.length;
    if (!SPLIT_NUMBER_DIGITS.has(digits)) return false;
  }
  if (/\d$/.test(part) && VERSION_PART.test(rest) && !DATE_PART.test(rest)) return false;
  return !VARIANT.test(rest);
}
