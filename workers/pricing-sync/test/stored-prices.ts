import { env } from "cloudflare:workers";

const OPEN_MS = 253_402_300_799_999;

/** The rows of a query, by plain SQL. */
export async function rowsOf(sql: string, ...values: (string | number)[]): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(sql)
    .bind(...values)
    .all();
  return results;
}

/**
 * Every stored rate of a model: its input price in pico-dollars, from and to which instant (`always`, `open`), and whether it
 * was superseded; what was recorded first comes first.
 */
export async function rateHistory(model: string): Promise<unknown[]> {
  const rows = await rowsOf(
    `SELECT rates->'input'->0->>'rate_pico_usd' AS pico_usd, effective_from_ms, effective_to_ms, superseded_at_ms
       FROM price_rates WHERE model = ?1 ORDER BY recorded_at_ms, effective_from_ms, position`,
    model,
  );
  return rows.map((row) => ({
    picoUsd: row["pico_usd"],
    from: row["effective_from_ms"] === 0 ? "always" : row["effective_from_ms"],
    to: row["effective_to_ms"] === OPEN_MS ? "open" : row["effective_to_ms"],
    superseded: row["superseded_at_ms"] !== OPEN_MS,
  }));
}

/** Everything stored of the prices, to see that nothing has changed. Runs, and whether a list fails, are not among it. */
export async function everyPriceRow(): Promise<unknown> {
  const tables = [
    "price_books",
    "price_revisions",
    "price_rates",
    "price_models",
    "price_providers",
    "price_sources",
    "price_quarantine",
  ];
  const rows = await Promise.all(tables.map((table) => rowsOf(`SELECT * FROM ${table}`)));
  return rows.map((ofTable) => ofTable.map(({ failed_at_ms: _failed, ...row }) => row));
}
