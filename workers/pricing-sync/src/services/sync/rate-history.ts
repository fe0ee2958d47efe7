import { OPEN_MS, type PriceRateRow } from "@voygent/db";

import { type GroupEntry, type PriceGroup, storedGroups, storedWindow } from "./price-groups.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Prices are compared with those of so long ago as well, so that they cannot move far in small steps. */
export const REMEMBERED_MS = 7 * DAY_MS;

/** What was stated for less than this and is stated no more was a mistake. */
const BRIEF_MS = 3 * DAY_MS;

const entryKey = (fromMs: number, { window, isFree, rates, flags }: GroupEntry) =>
  JSON.stringify([fromMs, window, isFree, rates, flags]);

const entryOf = (row: PriceRateRow): GroupEntry => ({
  window: storedWindow(row),
  isFree: row.isFree === 1,
  rates: row.rates,
  flags: row.flags,
});

/** The rows of one model and tier that were believed at an instant; those of the first time when that was later. */
function believedRows(rows: PriceRateRow[], atMs: number): PriceRateRow[] {
  const firstAtMs = rows.reduce((ms, { recordedAtMs }) => Math.min(ms, recordedAtMs), OPEN_MS);
  const instantMs = Math.max(atMs, firstAtMs);
  return rows.filter((row) => row.recordedAtMs <= instantMs && instantMs < row.supersededAtMs);
}

/** What was believed of the rates of one model and tier before today. */
export type RateHistory = {
  /** The periods as they were believed a week ago, or since then when an admin approved them, or at first. */
  remembered: PriceGroup[];
  /** Whether a stored period has been stated so for a few days only. */
  isBrief: (group: PriceGroup) => boolean;
};

/** `rows` are those of today and those that were superseded within the last week. `approvedAtMs`: when an admin approved any. */
export function rateHistory(rows: PriceRateRow[], nowMs: number, approvedAtMs: number): RateHistory {
  const proven = new Set(
    rows
      .filter(({ recordedAtMs }) => recordedAtMs < nowMs - BRIEF_MS)
      .map((row) => entryKey(row.effectiveFromMs, entryOf(row))),
  );
  return {
    remembered: storedGroups(believedRows(rows, Math.max(nowMs - REMEMBERED_MS, approvedAtMs))),
    isBrief: ({ fromMs, entries }) => entries.some((entry) => !proven.has(entryKey(fromMs, entry))),
  };
}
