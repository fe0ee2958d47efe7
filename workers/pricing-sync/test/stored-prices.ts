import { env } from "cloudflare:workers";

/** The rows of a query, by plain SQL. */
export async function rowsOf(sql: string, ...values: (string | number)[]): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(sql)
    .bind(...values)
    .all();
  return results;
}

/** Every stored rate of a model, the oldest first: its input price in pico-dollars, and whether it was superseded. */
export async function rateHistory(model: string): Promise<{ picoUsd: unknown; superseded: unknown }[]> {
  const rows = await rowsOf(
    `SELECT rates->'input'->0->>'rate_pico_usd' AS pico_usd, superseded_at_ms < 253402300799999 AS superseded
       FROM price_rates WHERE model = ?1 ORDER BY recorded_at_ms, effective_from_ms, position`,
    model,
  );
  return rows.map((row) => ({ picoUsd: row["pico_usd"], superseded: row["superseded"] === 1 }));
}

/** Everything stored of the prices, to see that nothing has changed. Runs are not among it. */
export async function everyPriceRow(): Promise<unknown> {
  const tables = ["price_books", "price_rates", "price_models", "price_providers", "price_sources"];
  return await Promise.all(tables.map((table) => rowsOf(`SELECT * FROM ${table}`)));
}
