import { isArn } from "./bedrock-arn.ts";
import type { Matcher } from "./match-rule.ts";
import { readNamedRegion } from "./named-region.ts";
import { modelForms } from "./model-forms.ts";
import type { BookModel, Catalog, ProviderLine } from "./price-book.ts";
import { readMatchRule } from "./read-match-rule.ts";
import { familyPrefixes, ruleWords, saysMore, withoutSize, wordsOf } from "./rule-words.ts";
import { stripDateSuffix } from "./strip-date-suffix.ts";

/** How a model was found among those of one provider. `literal`: by a name that the list spells out beside the id. */
export type FoundBy = "exact" | "literal" | "normalized" | "undated" | "rule";

export type FoundInProvider = { model: BookModel; by: FoundBy };

/** A compact date that a price list may write with dashes. */
const COMPACT_DATE = /-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g;

/**
 * The forms of a model's name, each tried before the next; `normalized` from the given name on, behind the names of its price
 * in a region. `byRule` are
 * shown to the rules. `ownPrices` as in `NamedRegion`.
 */
export type ModelNames = {
  given: string;
  lowerCase: string;
  normalized: string[];
  undated: string[];
  byRule: string[];
  ownPrices: string[];
};

const withDashes = (name: string) => name.replaceAll(COMPACT_DATE, "-$1-$2-$3");

/** The forms of a name under a seller with these names of its own. */
export function modelNames(model: string, providers: string[]): ModelNames {
  const forms = modelForms(model, providers);
  const [lowerCase] = forms;
  const normalized = forms.at(-1) ?? lowerCase;
  const undated = stripDateSuffix(normalized);
  const region = readNamedRegion(lowerCase, normalized);
  return {
    given: model,
    lowerCase,
    normalized: [...new Set([...region.names, ...forms, ...forms.map(withDashes)])],
    undated: undated === null ? [] : [undated],
    // What another ARN ends in is a name of somebody's own, or one that is not charged by it.
    byRule: isArn(normalized) ? [] : [...new Set([lowerCase, normalized, ...[lowerCase, normalized].map(withDashes)])],
    ownPrices: region.ownPrices,
  };
}

function findNamed(catalog: Catalog, name: string): BookModel | undefined {
  return catalog.byId.get(name) ?? catalog.byLowerCaseId.get(name) ?? catalog.byLiteralName.get(name);
}

function findFirst(catalogs: readonly Catalog[], names: readonly string[]): BookModel | undefined {
  for (const name of names) {
    for (const catalog of catalogs) {
      const model = findNamed(catalog, name);
      if (model !== undefined) return model;
    }
  }
  return undefined;
}

function findExact(catalogs: readonly Catalog[], { given, lowerCase }: ModelNames): FoundInProvider | null {
  for (const { byId, byLiteralName } of catalogs) {
    const model = byId.get(given);
    if (model !== undefined) return { model, by: "exact" };
    const named = byLiteralName.get(lowerCase);
    if (named !== undefined) return { model: named, by: "literal" };
  }
  return null;
}

/** The model by one of its names; a listed one before a retired one by the same form of the name. */
function findByName(catalogs: readonly Catalog[], names: ModelNames): FoundInProvider | null {
  const exact = findExact(catalogs, names);
  if (exact !== null) return exact;
  const normalized = findFirst(catalogs, names.normalized);
  if (normalized !== undefined) return { model: normalized, by: "normalized" };
  const undated = findFirst(catalogs, names.undated);
  return undated === undefined ? null : { model: undated, by: "undated" };
}

/** A rule of the list, for names that say no more than the model's own name, its provider's and the rule itself. */
function readAccepts({ provider, compact: [id, rule, literalNames] }: BookModel): Matcher {
  if (rule === 0) return () => false;
  const accepted = readMatchRule(rule, `${provider}/${id}`, "model");
  const known = new Set([...wordsOf(id), ...wordsOf(provider), ...ruleWords(rule), ...ruleWords(literalNames)]);
  const prefixes = familyPrefixes(rule);
  return (name) => accepted(name) && !saysMore(withoutSize(name, prefixes), provider, known);
}

function accepts(model: BookModel, name: string): boolean {
  model.accepts ??= readAccepts(model);
  return model.accepts(name);
}

function findByRule(catalogs: readonly Catalog[], names: readonly string[]): FoundInProvider | null {
  for (const { models } of catalogs) {
    for (const name of names) {
      const model = models.find((candidate) => accepts(candidate, name));
      if (model !== undefined) return { model, by: "rule" };
    }
  }
  return null;
}

/** A model that an own rate was set for, by one of its names. */
export function findOverride({ overrides }: ProviderLine, names: ModelNames): FoundInProvider | null {
  return findByName([overrides], names);
}

/** A model of the price lists, by one of its names or else by the rules of the list. */
export function findListedModel({ listed, retired }: ProviderLine, names: ModelNames): FoundInProvider | null {
  const catalogs = [listed, retired];
  return findByName(catalogs, names) ?? findByRule(catalogs, names.byRule);
}
