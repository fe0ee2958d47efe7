import { type BookModelContent, type BookRate, isFloatingName, type StoredRate, type UnitPrice } from "@voygent/cost";

import { bookModel, type SourceModel } from "./book-models.ts";
import { ratesFrom } from "./book-rates.ts";
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

const baseOf = (price: UnitPrice | undefined) => (typeof price === "number" ? price : price?.base) ?? 0;

function sameBase(ours: StoredRate, theirs: BookRate): boolean {
  return COMPARED.every((unit) => (ours.rates[unit]?.[0]?.rate_pico_usd ?? 0) === baseOf(theirs.prices[unit]));
}

const hasTiers = (rate: StoredRate) => Object.values(rate.rates).some((steps) => steps.length > 1);

const hasBookTiers = (rate: BookRate) => Object.values(rate.prices).some((price) => typeof price === "object");

/** The names of Claude on Bedrock that say no region, with and without the maker. */
const WITHOUT_REGION = /^(?:anthropic\.)?claude-/;

const flagged = (rates: StoredRate[], flag: StoredRate["flags"][number]) =>
  rates.map((rate) => ({ ...rate, flags: [...rate.flags, flag] }));

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

function placeFound(model: SourceModel, found: DefaultModel, standard: StoredRate, current: BookRate): Placement {
  const tiers = model.rates.filter((rate) => !isStandard(rate));
  const isSameEntry = found.by === "exact" && found.model === model.row.model;
  // A further name may be a model of its own elsewhere; where a floating one leads today, the list with dates knows better.
  const isThatModel =
    found.by === "exact" ||
    found.by === "normalized" ||
    (found.by === "literal" && isFloatingName(model.row.model.toLowerCase()));
  const isEqual = sameBase(standard, current);
  if (isEqual && hasTiers(standard) && !hasBookTiers(current)) {
    const lane = flagged(ratesFrom(model.rates, current.effectiveFromMs), "tier_from_fallback");
    return isSameEntry ? { lane, isFirst: true } : ownEntry(model, found, lane);
  }
  // Regional endpoints of Bedrock carry 10 % on top, which only the default list knows of the ids without a region.
  const isSurcharged = model.row.provider === "aws" && WITHOUT_REGION.test(model.row.model);
  if (!isEqual && !isThatModel && !isSurcharged) {
    const entry = bookModel(model);
    const lanes = [flagged(model.rates, "source_conflict")];
    return { entry: { ...entry, flags: [...entry.flags, "conflict"], lanes }, tiersOf: null };
  }
  if (tiers.length === 0) return null;
  return isSameEntry ? { lane: tiers, isFirst: false } : ownEntry(model, found, tiers);
}

/**
 * Decides about a model of LiteLLM. The default list has dates and rules, so where both agree it is charged, and where they
 * differ about a model that has this id in both. An id that the default list takes for a further name or by a rule is
 * charged by LiteLLM's own row if that differs, marked as a conflict: an exact id beats an alias and a family, but for names
 * that float. What only LiteLLM knows comes from there whole: other models, rates by service tier, and the prices of long
 * contexts.
 */
export function placeLitellmModel(model: SourceModel, list: DefaultList): Placement {
  const { provider, model: id } = model.row;
  const found = list.find(provider, id);
  const standard = model.rates.findLast(isStandard);
  if (found === null || found.current === null || standard === undefined)
    return { entry: bookModel(model), tiersOf: null };
  return placeFound(model, found, standard, found.current);
}

/** Whether a model of LiteLLM is charged by a row of its own that differs from what the default list takes its id for. */
export const isConflict = (placement: Placement): boolean =>
  placement !== null && "entry" in placement && placement.entry.flags.includes("conflict");
