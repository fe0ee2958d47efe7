import { isVariant } from "./name-border.ts";

/** Words that leave a name the same model: states of a release, forms of tuning and number formats that are sold alike. */
const HARMLESS = new Set([
  ..."latest preview exp experimental beta alpha stable default online ft omni text".split(" "),
  ..."instruct chat it hf fp8 bf16 fp16 awq".split(" "),
]);

/** What stands before a model's name, up to a slash, dot or colon, to say by whom it was made and how it is called. */
const MAKERS_AND_ROUTES = new Set([
  ..."ai21 ai21labs amazon anthropic cohere deepseek deepseek-ai fireworks google meta meta-llama microsoft".split(" "),
  ..."minimax minimaxai mistral mistralai moonshot moonshotai nvidia openai perplexity qwen x-ai xai z-ai zai zai-org".split(
    " ",
  ),
  ..."accounts models publishers endpoints bedrock invoke converse".split(" "),
]);

/** Where a cloud runs a model, likewise before its name. */
const REGION = /^(?:us|eu|apac|au|ap|jp|ca|us-gov|global|regional|[a-z]{2}(?:-gov)?-[a-z]+-\d)$/;

/** The providers that sell a model by region, at a price of its own or at the same one. */
const WITH_REGIONS = new Set(["aws", "azure", "google"]);

const SEGMENT = /^([^/.:]+)[/.:](?=.)/;

function withoutPath(name: string, provider: string): string {
  const [start = "", segment = ""] = SEGMENT.exec(name) ?? [];
  const isKnown = MAKERS_AND_ROUTES.has(segment) || (WITH_REGIONS.has(provider) && REGION.test(segment));
  return isKnown ? withoutPath(name.slice(start.length), provider) : name;
}

/** What says when a model was made, or which revision of it runs: nothing of it makes another model. */
const APART = [
  /@[^/]*$/,
  /-(?:0[1-9]|1[0-2])-(?:20\d\d|\d\d)(?!\d)/,
  /-(?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])(?!\d)/,
  /:\d+$/,
];

/** A revision such as `v1`, a build or a date; versions have fewer digits and are compared by the rule. */
const REVISION = /^(?:v\d+|\d{3,8}|0\d)$/;

const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a name, in lower case. */
export const wordsOf = (name: string): string[] => name.toLowerCase().match(WORD) ?? [];

/** The words of the texts in a match rule as it is stored. */
export function ruleWords(rule: unknown): string[] {
  if (typeof rule === "string") return wordsOf(rule);
  if (Array.isArray(rule)) return rule.flatMap(ruleWords);
  if (typeof rule === "object" && rule !== null) return Object.values(rule).flatMap(ruleWords);
  return [];
}

/** Whether a beginning is that of a family: it leaves open which of its models is meant, be it by a size or by `-mini`. */
const isOfFamily = (prefix: string) => /[^\p{L}\p{N}]$/u.test(prefix) && !wordsOf(prefix).some(isVariant);

/** The beginnings in a match rule, as it is stored, behind which a word must follow that says which of a family it is. */
export function familyPrefixes(rule: unknown): string[] {
  if (Array.isArray(rule)) return rule.flatMap(familyPrefixes);
  if (typeof rule !== "object" || rule === null) return [];
  if (!("starts_with" in rule)) return Object.values(rule).flatMap(familyPrefixes);
  const prefix = rule.starts_with;
  return typeof prefix === "string" && isOfFamily(prefix) ? [prefix.toLowerCase()] : [];
}

/** How many parameters a model has, such as `27b`. */
const SIZE = /^\d{1,3}[bm](?![\p{L}\p{N}])/u;

/** A name without the size that follows one of these beginnings: a rule that ends there is about the sizes of one family. */
export function withoutSize(name: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((text) => name.startsWith(text));
  return prefix === undefined ? name : prefix + name.slice(prefix.length).replace(SIZE, "");
}

/** Whether a name at a provider holds words that are neither known ones nor harmless: then it is another thing than what is known. */
export function saysMore(name: string, provider: string, known: ReadonlySet<string>): boolean {
  const rest = APART.reduce((text, part) => text.replace(part, ""), withoutPath(name, provider));
  return wordsOf(rest).some((word) => !known.has(word) && !HARMLESS.has(word) && !REVISION.test(word));
}
