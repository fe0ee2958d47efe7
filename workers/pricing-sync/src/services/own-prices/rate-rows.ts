import type { PriceSourceId } from "@voygent/contracts";
import { OPEN_MS, type PriceRateRow } from "@voygent/db";
import { sha256Hex } from "@voygent/http";

import type { PriceGroup } from "../sync/price-groups.ts";

/** Whose rates they are. */
export type RateOwner = { source: PriceSourceId; provider: string; model: string; serviceTier: string };

type RateContent = Omit<PriceRateRow, "id" | "contentSha256">;

const ID_CHARACTERS = 12;
const HEX_DIGITS_READ = 16;

/** The columns that say what a rate charges and when; what was recorded when is not among them. */
const CONTENT = [
  "effectiveFromMs",
  "effectiveToMs",
  "windowStartMinute",
  "windowEndMinute",
  "weekdays",
  "position",
  "isFree",
  "rates",
  "flags",
] as const satisfies (keyof RateContent)[];

/** A text that is equal for rates of one model and tier that charge the same at the same times. */
export const contentKey = (row: RateContent): string => JSON.stringify(CONTENT.map((column) => row[column]));

/** The rows of a schedule, without their ids. */
export function rateContents(owner: RateOwner, groups: PriceGroup[], nowMs: number): RateContent[] {
  return groups.flatMap(({ fromMs, toMs, entries }) =>
    entries.map(({ window: [windowStartMinute, windowEndMinute, weekdays], isFree, rates, flags }, position) => ({
      ...owner,
      effectiveFromMs: fromMs,
      effectiveToMs: toMs,
      windowStartMinute,
      windowEndMinute,
      weekdays,
      recordedAtMs: nowMs,
      supersededAtMs: OPEN_MS,
      position,
      isFree: isFree ? 1 : 0,
      rates,
      flags,
    })),
  );
}

/** A row with its id, short since the price book repeats it: the hash of whose it is, all it says, and when we knew. */
export async function rateRow(content: RateContent): Promise<PriceRateRow> {
  const { source, provider, model, serviceTier, recordedAtMs } = content;
  const contentSha256 = await sha256Hex(
    JSON.stringify([source, provider, model, serviceTier, recordedAtMs, contentKey(content)]),
  );
  const id = BigInt(`0x${contentSha256.slice(0, HEX_DIGITS_READ)}`)
    .toString(36)
    .padStart(ID_CHARACTERS, "0")
    .slice(-ID_CHARACTERS);
  return { id, ...content, contentSha256 };
}
