/** What the ids of vendors end in to tell a version of one model from another: dates, builds, previews and revisions. */
const VERSION =
  /-(?:20\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|\d{2}-20\d{2}|\d{3,4}|(?:preview|exp)(?:-\d{2}-(?:20)?\d{2})?|v\d{1,2})$/;

/** A revision that is no other version than none. */
const REVISION = /^-v\d/;

/** What hosts add behind an id that names no other model. */
const TAG = /:(?:free|thinking|latest|beta|online|nitro|floor|exacto|extended|\d+)$/;

/** The region and the vendor that Bedrock puts before an id. */
const BEFORE_DOTS = /^(?:[a-z][a-z-]*\.){1,2}(?=[a-z])/;

const FLOATING = /-latest$/;

/** Azure writes `gpt-35`. */
const UNDOTTED = /^gpt-35(?=-)/;

/** An id in parts: where it is sold and how, its words in order of the alphabet, and its version. */
type NameParts = { wrapping: string; words: string[]; version: string };

function partsOf(name: string): NameParts {
  const path = name.replace(TAG, "");
  const file = path.slice(path.lastIndexOf("/") + 1);
  let model = file.replace(BEFORE_DOTS, "").replace(UNDOTTED, "gpt-3.5");
  const wrapping = path.slice(0, path.length - file.length) + (BEFORE_DOTS.exec(file)?.[0] ?? "");
  let version = "";
  for (let found = VERSION.exec(model); found !== null; found = VERSION.exec(model)) {
    model = model.slice(0, found.index);
    if (!REVISION.test(found[0])) version = found[0].replaceAll("-", "") + version;
  }
  const words = model.replace(FLOATING, "").split(/[^a-z\d]+/);
  return { wrapping: wrapping + (TAG.exec(name)?.[0] ?? ""), words: words.toSorted(), version };
}

/**
 * How the model that an answer names stands to the one that was asked for. `same`: it says no more. `version`: it says which version
 * of it, or what a name such as `gemini-flash-latest` stands for. `other`: another model, or another version than was asked for.
 */
export type AnsweredName = "same" | "version" | "other";

/**
 * Compares the model that a call asked for with the one that its answer names, both without the wrapping of an API
 * (the last of `modelForms`), word by word in any order: `claude-sonnet-4.5` is `claude-4-5-sonnet`. Where what was asked for says where
 * or how it is sold, such as a region, an answer that does not says less.
 */
export function compareModelNames(asked: string, answered: string): AnsweredName {
  const [left, right] = [partsOf(asked), partsOf(answered)];
  const more = left.wrapping === "" || left.wrapping === right.wrapping ? "version" : "same";
  if (FLOATING.test(asked) && left.words.every((word) => right.words.includes(word))) return more;
  if (left.words.join(" ") !== right.words.join(" ")) return "other";
  if (right.version === "" || left.version === right.version) return "same";
  return left.version === "" ? more : "other";
}
