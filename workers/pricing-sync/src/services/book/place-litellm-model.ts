import { type BookModelContent, isFloatingName, type StoredRate } from "@voygent/cost";

import { bookModel, type SourceModel } from "./book-models.ts";
import { ratesWithin } from "./book-rates.ts";
import type { DefaultList, DefaultModel } from "../sync/default-list.ts";
import type { ListedName } from "./shared-tiers.ts";

/**
 * What becomes of a model of LiteLLM: an entry of its own, or a lane behind (or before) those of an entry of the same id.
 * `tiersOf`: the model of the default list, of the same provider, whose context tiers only this entry's first lane tells.
 */
export type Placement =
  | { entry: BookModelContent; tiersOf: ListedName | null }
  | { lane: StoredRate[]; isFirst: boolean }
  | null;

const COMPARED = ["input", "output"] as const;

const baseOf = ({ rates }: StoredRate, unit: string) => rates[unit]?.[0]?.rate_pico_usd ?? 0;

const sameBase = (ours: StoredRate, theirs: StoredRate) =>
  COMPARED.every((unit) => baseOf(ours, unit) === baseOf(theirs, unit));

const hasTiers = (rate: StoredRate) => Object.values(rate.rates).some((steps) => steps.length > 1);

/** The names of Claude on Bedrock that say no region, with and without the maker. */
const WITHOUT_REGION = /^(?:anthropic\.)?claude-/;

const flagged = (rates: StoredRate[], flag: StoredRate["flags"][number]) =>
  rates.map((rate) => ({ ...rate, flags: [...new Set([...rate.flags, flag])] }));

const isOfTiers = ({ flags }: StoredRate) => flags.includes("tier_from_fallback");

const isStandard = ({ serviceTier }: StoredRate) => serviceTier === "standard";

/** An entry of LiteLLM's own name, its rates before those of the model that the default list finds by that name. */
function ownEntry(model: SourceModel, found: DefaultModel, lane: StoredRate[]): Placement {
  const as = found.model;
  const behind = found.rates.filter(isStandard);
  const listedProvider = found.provider === model.row.provider ? null : found.provider;
  const tiersOf = listedProvider === null && lane.some(isOfTiers) ? { provider: found.provider, model: as } : null;
  return { entry: { ...bookModel(model), listedProvider, as, lanes: [lane, behind] }, tiersOf };
}

function conflictingEntry(model: SourceModel): Placement {
  const entry = bookModel(model);
  const lanes = [flagged(model.rates, "source_conflict")];
  return { entry: { ...entry, flags: [...entry.flags, "conflict"], lanes }, tiersOf: null };
}

/** Whether the default list's price holds for a LiteLLM id although LiteLLM's own row of it differs. */
function isKnownBetter({ row }: SourceModel, { by }: DefaultModel): boolean {
  // A further name may be a model of its own elsewhere; where a floating one leads today, the list with dates knows better.
  if (by === "literal" && isFloatingName(row.model.toLowerCase())) return true;
  // Regional endpoints of Bedrock carry 10 % on top, which only the default list knows of the ids without a region.
  const isSurcharged = row.provider === "aws" && WITHOUT_REGION.test(row.model);
  return isSurcharged || by === "exact" || by === "normalized";
}

/** LiteLLM's standard rates with context tiers, for as long as the rate of the default list holds that is equal but for them. */
function tieredRates({ rates }: SourceModel, found: DefaultModel, equal: StoredRate[]): StoredRate[] {
  // Tiers of one hour's price are not known to hold at the next, and what the default list tells of tiers, it tells better.
  if (equal.some(hasTiers) || found.rates.some(({ window }) => window !== null)) return [];
  const tiered = rates.filter((rate) => isStandard(rate) && hasTiers(rate));
  const held = equal.flatMap((period) =>
    ratesWithin(
      tiered.filter((rate) => sameBase(rate, period)),
      period,
    ),
  );
  return flagged(held, "tier_from_fallback");
}

/**
 * LiteLLM's rates by service tier; they go with its standard rate, so they are marked for the time of these rates of the default
 * list, which are others. Of rates that hold at the same time the last counts.
 */
function servicesBeside({ rates }: SourceModel, others: StoredRate[]): StoredRate[] {
  const services = rates.filter((rate) => !isStandard(rate));
  return [...services, ...others.flatMap((period) => flagged(ratesWithin(services, period), "source_conflict"))];
}

function placeFound(model: SourceModel, found: DefaultModel, standard: StoredRate): Placement {
  const listed = found.rates.filter(isStandard);
  const equal = listed.filter((rate) => sameBase(standard, rate));
  if (equal.length === 0 && !isKnownBetter(model, found)) return conflictingEntry(model);
  const tiers = tieredRates(model, found, equal);
  const others = listed.filter((rate) => !sameBase(standard, rate));
  const services = servicesBeside(model, others);
  const lane = [...tiers, ...(tiers.length > 0 ? flagged(services, "tier_from_fallback") : services)];
  if (lane.length === 0) return null;
  const isSameEntry = found.by === "exact" && found.model === model.row.model;
  return isSameEntry ? { lane, isFirst: tiers.length > 0 } : ownEntry(model, found, lane);
}

/** Whether the default list knew a model already when LiteLLM last told it. */
function wasBeside({ row }: SourceModel, { rates }: DefaultModel): boolean {
  return rates.some(({ effectiveFromMs, undatedBeforeMs = 0, serviceTier }) => {
    return serviceTier === "standard" && Math.max(effectiveFromMs, undatedBeforeMs) <= row.lastSeenAtMs;
  });
}

/** The same, not put behind what is listed although LiteLLM has dropped it: that the default list goes on is nothing new. */
function asListed(placement: Placement): Placement {
  if (placement === null || !("entry" in placement)) return placement;
  const { entry } = placement;
  return { ...placement, entry: { ...entry, flags: entry.flags.filter((flag) => flag !== "retired") } };
}

/**
 * Decides about a model of LiteLLM. The default list has dates and rules, so it is charged where LiteLLM's row equals any of
 * its rates for the model, past, of a part of the day or to come, and where they differ about a model that has this id in
 * both. An id that the default list takes for a further name or by a rule is charged by LiteLLM's own row if that equals none
 * of them, marked as a conflict: an exact id beats an alias and a family, but for names that float. What only LiteLLM knows
 * comes from there whole: other models, rates by service tier, and the prices of long contexts. A model that has left LiteLLM
 * stays where it was beside the default list.
 */
export function placeLitellmModel(model: SourceModel, list: DefaultList): Placement {
  const { provider, model: id } = model.row;
  const found = list.find(provider, id);
  const standard = model.rates.findLast(isStandard);
  if (found === null || standard === undefined || !found.rates.some(isStandard))
    return { entry: bookModel(model), tiersOf: null };
  const placement = placeFound(model, found, standard);
  return wasBeside(model, found) ? asListed(placement) : placement;
}

/** Whether a model of LiteLLM is charged by a row of its own that differs from what the default list takes its id for. */
export const isConflict = (placement: Placement): boolean =>
  placement !== null && "entry" in placement && placement.entry.flags.includes("conflict");
