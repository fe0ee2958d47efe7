import { DAY_MS } from "@voygent/contracts";

import type { InstantRange } from "./session-filter.ts";

/** What warnings are asked for: a range, and the kinds and sources that count; those that are not named are all. */
export type WarningFilter = { range: InstantRange; kind?: string[] | undefined; source?: string[] | undefined };

const andIn = (column: "kind" | "source", values: string[] | undefined) =>
  values === undefined ? "" : ` AND ${column} IN (SELECT value FROM json_each(?5, '$.${column}'))`;

/**
 * The counted days that a range touches, by a range of the primary key: of the days at its ends only what was seen on its
 * side of them. Takes `?1` to `?5`.
 */
export const whereWarnings = ({ kind, source }: WarningFilter): string =>
  `utc_day >= ?1 AND utc_day <= ?2 AND last_seen_at_ms >= ?3 AND first_seen_at_ms < ?4${andIn("kind", kind)}${andIn("source", source)}`;

/** The values of `?1` to `?5`. */
export const warningParameters = ({ range: { startMs, endMs }, kind, source }: WarningFilter): (number | string)[] => [
  Math.floor(startMs / DAY_MS),
  Math.floor((endMs - 1) / DAY_MS),
  startMs,
  endMs,
  JSON.stringify({ kind, source }),
];
