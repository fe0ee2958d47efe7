import type { DatabaseSync } from "node:sqlite";

import * as z from "zod";

import { TOTALS_COMPARISONS } from "../stack/totals-comparisons.ts";

const Rows = z.array(z.record(z.string(), z.unknown()));

/** What every sum rests on. The finished periods are sums of these, and comparing them with every row takes hours. */
const NAMES = ["quarterHours", "users", "sessions", "unpricedModels"] as const;

/** These may be there without an interaction, when they were only opened. */
const MAY_BE_EMPTY = new Set<string>(["users", "sessions"]);

/** Rows of one query that another one lacks, at most five. */
function rowsWithout(database: DatabaseSync, rows: string, others: string): string[] {
  const sql = `SELECT * FROM (${rows}) EXCEPT SELECT * FROM (${others}) LIMIT 5`;
  return Rows.parse(database.prepare(sql).all()).map((row) => JSON.stringify(row));
}

/** Each row of totals that is not the sum of its interactions, and each that is missing; none when all is well. */
export function findTotalDifferences(database: DatabaseSync): string[] {
  return NAMES.flatMap((name) => {
    const [expected, stored] = TOTALS_COMPARISONS[name];
    const actual = MAY_BE_EMPTY.has(name) ? `SELECT * FROM (${stored}) WHERE interaction_count > 0` : stored;
    return [
      ...rowsWithout(database, expected, actual).map((row) => `${name}: should hold ${row}`),
      ...rowsWithout(database, actual, expected).map((row) => `${name}: holds ${row}`),
    ];
  });
}
