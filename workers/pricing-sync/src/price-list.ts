import type { PriceFlag, PriceSourceId, ServiceTier } from "@voygent/contracts";
import type { MatchRule, ProviderRules, RateStep } from "@voygent/cost";

/** Minutes of the UTC day `[start, end)` and the days of the week that it starts on, as bits: Monday is 1, all are 127. */
export type DailyWindow = readonly [startMinute: number, endMinute: number, weekdays: number];

/** A price that a list gives and nobody can read: of a unit, or of its tier above so many input tokens; 0 is the base. */
export type PriceGap = { unit: string; above: number };

/**
 * A dated rate, in force in `[effectiveFromMs, effectiveToMs)`: 0 means always, `OPEN_MS` without end. `rates` maps a unit to
 * its steps: the base first, then the tiers that replace it above (or from) so many input tokens; `gaps` are those left out.
 */
export type ListedRate = {
  serviceTier: ServiceTier;
  effectiveFromMs: number;
  effectiveToMs: number;
  window: DailyWindow | null;
  isFree: boolean;
  flags: PriceFlag[];
  rates: Record<string, RateStep[]>;
  gaps: PriceGap[];
};

/** A listed rate as it is taken over: what could not be read of it is what was stored before, or missing. */
export type ReadRate = Omit<ListedRate, "gaps">;

/**
 * A model with its rates, each service tier's oldest first, of one period the later ones first in force. `sourceKey` is
 * how the source calls it, `aliases` are further names that the source gives it.
 */
export type ListedModel = {
  model: string;
  name: string;
  sourceKey: string;
  match: MatchRule | null;
  aliases: string[];
  rates: ListedRate[];
};

export type ListedProvider = { provider: string; name: string; rules: ProviderRules; models: ListedModel[] };

/** Why an entry of a price list, or a part of it, was not taken over. */
export type SkipReason =
  | "not_a_model"
  | "dynamic"
  | "negative"
  | "not_a_number"
  | "zero_unknown"
  | "missing_price"
  | "missing_count"
  | "extractor_kept"
  | "no_token_price"
  | "ambiguous"
  | "moving_alias"
  | "other_list"
  | "tier_without_base"
  | "out_of_range"
  | "bad_rule"
  | "broad_rule"
  | "bad_window"
  | "moves_too_far"
  | "not_expressible";

/** What was left out of a list, by its key there. */
export type Skipped = { key: string; reason: SkipReason };

/** A price list in our own terms, in its own order, with all that was left out and the keys that nobody understands. */
export type PriceList = {
  providers: ListedProvider[];
  modelCount: number;
  skipped: Skipped[];
  unknownKeys: { key: string; example: string }[];
};

/**
 * A published price list. `version` grows when its adapter reads more, so that an unchanged list is read again.
 * @throws PriceListRejected from `read` when the value is not such a list
 */
export type PriceSource = {
  id: Exclude<PriceSourceId, "override">;
  version: number;
  read: (value: unknown) => PriceList;
};
