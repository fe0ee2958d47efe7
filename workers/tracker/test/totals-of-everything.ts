import { env } from "cloudflare:workers";

import { ROWS, TOTALS_COMPARISONS } from "../../../tests/stack/totals-comparisons.ts";

/** What all totals should hold, by plain SQL over every interaction in the database, and what they hold. */
export async function totalsOfEverything(): Promise<{ expected: unknown; actual: unknown }> {
  const names = Object.keys(TOTALS_COMPARISONS);
  const pairs = Object.values(TOTALS_COMPARISONS);
  const results = await env.DB.batch(pairs.flat().map((sql) => env.DB.prepare(sql)));
  const side = (offset: 0 | 1) =>
    Object.fromEntries(names.map((name, index) => [name, results[2 * index + offset]?.results]));
  return { expected: side(0), actual: side(1) };
}

/** Empties every table of usage, so that a test knows all that there is. */
export async function removeEverything(): Promise<void> {
  const tables = ["interactions", "sessions", "cost_estimates"].flatMap((table) => [table, `${table}_archive`]);
  const periods = [
    "closed_periods",
    "local_days",
    "local_period_models",
    "utc_periods",
    "utc_period_users",
    "utc_period_labels",
    "local_period_labels",
  ];
  const others = ["users", "usage_quarter_hours", "usage_labels", "label_backlog", ...periods];
  const runs = ["unpriced_models", "reprice_runs", "price_books", "audit_log", "archive_runs", "warnings"];
  await env.DB.batch([...tables, ...others, ...runs].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
}

/** Every interaction, live or archived, by id. */
export async function allInteractions(): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(`SELECT * FROM ${ROWS} ORDER BY id`).all();
  return results;
}
