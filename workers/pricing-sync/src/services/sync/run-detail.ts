import type { PriceList, SkipReason } from "../../price-list.ts";
import { StoredRates } from "../../stored-json.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import type { RateChange } from "./diff-price-rates.ts";
import type { PriceGroup } from "./price-groups.ts";

const MAX_CHANGES = 500;
const MAX_NAMES = 200;
const MAX_EXAMPLES = 10;

/** One price that changed, in pico-dollars per unit; null where there was or is none. `above`: the tier, null the base. */
export type PriceChange = {
  provider: string;
  model: string;
  service_tier: string;
  unit: string;
  above_input_tokens: number | null;
  before_pico: number | null;
  after_pico: number | null;
};

/** What a run keeps of one source: what changed, what came and went, what was left out and why. */
export type RunDetail = {
  changes: PriceChange[];
  added: { provider: string; model: string }[];
  vanished: { provider: string; model: string }[];
  skipped: Partial<Record<SkipReason, { count: number; examples: string[] }>>;
  unknown_keys: { key: string; example: string }[];
};

/** The prices of the period, of its first entry, by unit and tier. */
function pricesOf(group: PriceGroup | undefined): Map<string, number> {
  const [entry] = group?.entries ?? [];
  if (entry === undefined) return new Map();
  const units = Object.entries(StoredRates.parse(JSON.parse(entry.rates)));
  return new Map(
    units.flatMap(([unit, steps]) =>
      steps.map((step, index) => [
        JSON.stringify([unit, index === 0 ? null : step.min_input_tokens]),
        step.rate_pico_usd,
      ]),
    ),
  );
}

function priceChanges({ provider, model, serviceTier, before, after }: RateChange): PriceChange[] {
  const [old, fresh] = [pricesOf(before), pricesOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key): PriceChange[] => {
    const [before_pico, after_pico] = [old.get(key) ?? null, fresh.get(key) ?? null];
    if (before_pico === after_pico) return [];
    const [unit, above_input_tokens]: [string, number | null] = JSON.parse(key);
    return [{ provider, model, service_tier: serviceTier, unit, above_input_tokens, before_pico, after_pico }];
  });
}

function skippedByReason({ skipped }: PriceList): RunDetail["skipped"] {
  const byReason: RunDetail["skipped"] = {};
  for (const { reason, key } of skipped) {
    const known = (byReason[reason] ??= { count: 0, examples: [] });
    known.count += 1;
    if (known.examples.length < MAX_EXAMPLES) known.examples.push(key);
  }
  return byReason;
}

/** The details of a run: prices of models that were there before, since those of new ones are in the list of rates. */
export function runDetail(list: PriceList, diff: PriceListDiff): RunDetail {
  const changes = diff.changes.filter(({ before }) => before !== undefined).flatMap(priceChanges);
  return {
    changes: changes.slice(0, MAX_CHANGES),
    added: diff.added.slice(0, MAX_NAMES),
    vanished: diff.vanished.slice(0, MAX_NAMES),
    skipped: skippedByReason(list),
    unknown_keys: list.unknownKeys,
  };
}
