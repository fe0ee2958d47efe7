import {
  type BookContent,
  type BookModelContent,
  type BookProviderContent,
  OPEN_MS,
  type StoredRate,
} from "./book-content.ts";
import {
  aliasKey,
  type BookHeader,
  type BookLine,
  type CompactModel,
  type CompactPrices,
  type CompactRate,
  CONFLICT,
  type HeaderProvider,
  OVERRIDE,
  PRICE_BOOK_FORMAT,
  RETIRED,
} from "./book-text.ts";
import type { MatchRule } from "./match-rule.ts";
import { encodePriceFlags } from "./price-flag.ts";
import { readMatchRule } from "./read-match-rule.ts";
import { SERVICE_TIERS } from "./service-tier.ts";
import type { RateStep } from "./unit-price.ts";

const MODEL_FLAGS = { retired: RETIRED, conflict: CONFLICT, override: OVERRIDE };

/** Gives every name a number, in the order of their first use. */
class NumberedNames {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

type Names = { units: NumberedNames; sources: NumberedNames };

const toEnd = (ms: number) => (ms >= OPEN_MS ? 0 : ms);

function compactPrice([base, ...tiers]: RateStep[]): number | number[] {
  const basePicoUsd = base?.rate_pico_usd ?? 0;
  if (tiers.length === 0) return basePicoUsd;
  const steps = tiers.map(({ min_input_tokens: from, inclusive, rate_pico_usd }) => [
    inclusive ? -from : from,
    rate_pico_usd,
  ]);
  return [basePicoUsd, ...steps.flat()];
}

const MS_PER_DAY = 24 * 60 * 60_000;

/** The day of UTC, if there is one, before which nobody says that the rate held. */
const undatedBefore = ({ undatedBeforeMs }: StoredRate): [] | [number] =>
  undatedBeforeMs === undefined ? [] : [Math.floor(undatedBeforeMs / MS_PER_DAY)];

function compactRate(rate: StoredRate, { units, sources }: Names): CompactRate {
  const prices: CompactPrices = [];
  for (const [unit, steps] of Object.entries(rate.rates)) prices.push(units.numberOf(unit), compactPrice(steps));
  return [
    rate.id,
    sources.numberOf(rate.source),
    SERVICE_TIERS.indexOf(rate.serviceTier),
    rate.effectiveFromMs,
    toEnd(rate.effectiveToMs),
    rate.window ?? 0,
    encodePriceFlags(rate.flags),
    prices,
    ...undatedBefore(rate),
  ];
}

/** The names that a rule spells out, and whether it accepts no others. */
function literalNames(rule: MatchRule): { names: string[]; isAll: boolean } {
  if ("equals" in rule) return { names: [rule.equals], isAll: true };
  if (!("or" in rule)) return { names: [], isAll: false };
  const parts = rule.or.map(literalNames);
  return { names: parts.flatMap(({ names }) => names), isAll: parts.every(({ isAll }) => isAll) };
}

function compactModel(model: BookModelContent, path: string, names: Names): CompactModel {
  if (model.match !== null) readMatchRule(model.match, path, "model");
  const spelled = model.match === null ? { names: [], isAll: true } : literalNames(model.match);
  const literal = new Set([...spelled.names, ...model.aliases].map((name) => name.trim().toLowerCase()));
  literal.delete(model.id.toLowerCase());
  return [
    model.id,
    spelled.isAll || model.match === null ? 0 : model.match,
    literal.size === 0 ? 0 : [...literal],
    model.flags.reduce((bits, flag) => bits | MODEL_FLAGS[flag], 0),
    model.listedProvider ?? 0,
    model.as ?? 0,
    model.lanes.map((lane) => lane.map((rate) => compactRate(rate, names))),
  ];
}

function headerProvider({ id, rules }: BookProviderContent): HeaderProvider {
  for (const rule of [rules.provider_match, rules.model_match]) {
    if (rule !== undefined) readMatchRule(rule, id, "provider");
  }
  return {
    id,
    ...(rules.provider_match && { pm: rules.provider_match }),
    ...(rules.model_match && { mm: rules.model_match }),
    ...(rules.api_pattern !== undefined && { url: rules.api_pattern }),
    ...(rules.fallbacks && rules.fallbacks.length > 0 && { fb: rules.fallbacks }),
    ...(rules.extractors && rules.extractors.length > 0 && { ex: 1 }),
  };
}

function bookLine({ id, rules, models }: BookProviderContent, names: Names): BookLine {
  const line: BookLine = { m: models.map((model) => compactModel(model, `${id}/${model.id}`, names)) };
  const { extractors = [] } = rules;
  if (extractors.length > 0) line.ex = extractors.map(({ flavor, root, counts }) => [flavor, root, counts]);
  return line;
}

function grouped<Entry, Row>(entries: Entry[], keyOf: (entry: Entry) => string, rowOf: (entry: Entry) => Row) {
  const groups = Map.groupBy(entries, (entry) => keyOf(entry).trim().toLowerCase());
  return Object.fromEntries([...groups].map(([key, group]) => [key, group.map(rowOf)]));
}

function headerOf(content: BookContent, { units, sources }: Names): BookHeader {
  return {
    format: PRICE_BOOK_FORMAT,
    version: content.version,
    units: units.names,
    sources: sources.names,
    tiers: SERVICE_TIERS,
    providers: content.providers.map(headerProvider),
    aliases: Object.fromEntries(
      content.aliases.map(({ provider, alias, targetProvider, targetModel }) => [
        aliasKey(provider, alias),
        [targetProvider, targetModel],
      ]),
    ),
    discounts: grouped(
      content.discounts,
      ({ provider }) => provider,
      (entry) => [entry.id, entry.basisPoints, entry.effectiveFromMs, toEnd(entry.effectiveToMs)],
    ),
    services: grouped(
      content.services,
      ({ service }) => service,
      (entry) => [entry.id, entry.picoUsdPerCall, entry.effectiveFromMs, toEnd(entry.effectiveToMs)],
    ),
    resources: content.resources.map((entry) => {
      const { rowReadPicoUsd, rowWrittenPicoUsd, apiCallPicoUsd, cpuMsPicoUsd } = entry;
      const prices = [rowReadPicoUsd, rowWrittenPicoUsd, apiCallPicoUsd, cpuMsPicoUsd] as const;
      const [rowRead, rowWritten, apiCall, cpuMs] = entry.isFreeTier ? ([0, 0, 0, 0] as const) : prices;
      return [entry.id, entry.effectiveFromMs, toEnd(entry.effectiveToMs), rowRead, rowWritten, apiCall, cpuMs];
    }),
  };
}

/**
 * The text of a price book, which `parsePriceBook` reads: a header line and one line per provider, so that a reader parses
 * only the providers that it meets. Names that a rule spells out become keys; the rule stays only when it accepts others too.
 * @throws TypeError when a match rule is none, with the place
 */
export function serializePriceBook(content: BookContent): string {
  const names: Names = { units: new NumberedNames(), sources: new NumberedNames() };
  const lines = content.providers.map((provider) => JSON.stringify(bookLine(provider, names)));
  return [JSON.stringify(headerOf(content, names)), ...lines].join("\n");
}
