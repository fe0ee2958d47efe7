import type { WarningDays } from "../../api/schema.ts";

/** What all kinds together were on each day. */
export const sumDays = (dates: string[], kinds: WarningDays["data"]): { date: string; count: number }[] =>
  dates.map((date, index) => ({ date, count: kinds.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0) }));
