import { type MatchRule, type ProviderRules, readMatchRule, readUrlPattern } from "@voygent/cost";
import type { PriceModelRow, PriceProviderRow } from "@voygent/db";

import type { ListedModel, ListedProvider, Skipped } from "../../price-list.ts";
import { StoredMatch, StoredRules } from "../../stored-json.ts";
import { type ExtractorTrust, guardExtractors } from "./guard-extractors.ts";

/** Names that nothing sold is called. A rule that accepts one of them accepts nearly anything. */
const NOBODYS_NAMES = [
  "the-quick-brown-fox-jumps-over-a-lazy-dog",
  "0123456789",
  "zq-probe-7",
  "unheard-of_model.v0:1/x@y",
  "q",
];

const NOBODYS_URLS = ["https://zq-probe.example/v1/chat", "https://localhost/v1", "https://10.0.0.1/openai"].map(
  (url) => new URL(url),
);

/** How many other listed names a rule may accept: families overlap a little. */
const MAX_OTHERS = 5;

type Guarded = { providers: ListedProvider[]; skipped: Skipped[] };
type Stored = { providers: PriceProviderRow[]; models: PriceModelRow[] };

/** An API flavour of a provider, as an admin names it to accept how the list reads it. */
const flavorName = (provider: string, flavor: string) => `${provider}/${flavor}`;

/** Whether a rule, taken by its letter, accepts what is nobody's, or many of these other names. */
function isBroad(rule: MatchRule, others: string[]): boolean {
  const accepts = readMatchRule(rule, "rule", "label");
  return NOBODYS_NAMES.some(accepts) || others.filter((name) => accepts(name.toLowerCase())).length > MAX_OTHERS;
}

/** Rules that spell a name out accept nothing else. */
const isSpelledOut = (rule: MatchRule): boolean =>
  "equals" in rule || ("or" in rule && rule.or.every((part) => "equals" in part));

/** The model with a rule that accepts no more than it should; null when its own does. */
function guardModel(model: ListedModel, known: string | null | undefined, names: string[]): ListedModel | null {
  const { match } = model;
  if (match === null || isSpelledOut(match) || JSON.stringify(match) === known) return null;
  const others = names.filter((name) => name !== model.model);
  if (!isBroad(match, others)) return null;
  const before = known ? StoredMatch.parse(JSON.parse(known)) : null;
  return { ...model, match: before === null || isBroad(before, others) ? { equals: model.model } : before };
}

const acceptsAnyUrl = (pattern: string) => NOBODYS_URLS.some(readUrlPattern(pattern));

/** The rules of a provider, those that accept too much as they were before, or none. */
function guardRulesOf(
  rules: ProviderRules,
  known: StoredRules,
  { others, trust }: { others: string[]; trust: ExtractorTrust },
) {
  const guarded: ProviderRules = { ...rules };
  const broad: string[] = [];
  for (const field of ["provider_match", "model_match"] as const) {
    const [rule, before] = [rules[field], known[field]];
    const isChanged = JSON.stringify(rule) !== JSON.stringify(before);
    if (rule === undefined || !isChanged || !isBroad(rule, field === "provider_match" ? others : [])) continue;
    broad.push(field);
    delete guarded[field];
    if (before !== undefined) guarded[field] = before;
  }
  const { api_pattern: pattern } = rules;
  if (pattern !== undefined && pattern !== known.api_pattern && acceptsAnyUrl(pattern)) {
    broad.push("api_pattern");
    delete guarded.api_pattern;
    if (known.api_pattern !== undefined) guarded.api_pattern = known.api_pattern;
  }
  const { extractors, kept } = guardExtractors(rules.extractors ?? [], known.extractors ?? [], trust);
  if (extractors.length > 0) guarded.extractors = extractors;
  return { guarded, broad, kept };
}

/**
 * Looks at the rules of a list that are new or changed, by which names are found. One that accepts names that are nobody's,
 * or those of many others, is listed and not taken over: the rule before it stays, or the model's own name alone. So does the
 * extractor before one that would read otherwise what it reads, unless its `provider/flavour` is among `accepted`.
 */
export function guardRules(
  listed: ListedProvider[],
  stored: Stored,
  { accepted, nowMs }: { accepted: string[]; nowMs: number },
): Guarded {
  const skipped: Skipped[] = [];
  const knownMatch = new Map(stored.models.map((row) => [JSON.stringify([row.provider, row.model]), row.match]));
  const knownRules = new Map(stored.providers.map((row) => [row.provider, row.rules]));
  const providers = listed.map((provider): ListedProvider => {
    const id = provider.provider;
    const rules = knownRules.get(id);
    const others = listed.filter((other) => other !== provider).map((other) => other.provider);
    const known = rules === undefined ? {} : StoredRules.parse(JSON.parse(rules));
    const accepts = (flavor: string) => accepted.includes(flavorName(id, flavor));
    const trust = { accepts, nowMs };
    const { guarded, broad, kept } = guardRulesOf(provider.rules, known, { others, trust });
    skipped.push(...broad.map((field): Skipped => ({ key: `${id}: ${field}`, reason: "broad_rule" })));
    for (const { flavor, reason, change } of kept) skipped.push({ key: `${flavorName(id, flavor)} ${change}`, reason });
    const names = provider.models.map(({ model }) => model);
    const models = provider.models.map((model) => {
      const before = knownMatch.get(JSON.stringify([id, model.model]));
      const narrowed = guardModel(model, before, names);
      if (narrowed !== null) skipped.push({ key: `${id}/${model.model}: match`, reason: "broad_rule" });
      return narrowed ?? model;
    });
    return { ...provider, rules: guarded, models };
  });
  return { providers, skipped };
}
