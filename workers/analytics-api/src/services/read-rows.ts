import type { AnalyticsContext } from "../analytics-bindings.ts";

/** Runs statements that answer rows of one type as one batch, so that they see one state; logs how many rows they read. */
export async function readBatch<Row>(c: AnalyticsContext, statements: D1PreparedStatement[]): Promise<Row[]> {
  const results = await c.env.DB.batch<Row>(statements);
  logRowsRead(
    c,
    results.reduce((sum, { meta }) => sum + meta.rows_read, 0),
  );
  return results.flatMap((result) => result.results);
}

/** Runs one statement and logs how many rows it read. */
export async function readRows<Row>(c: AnalyticsContext, statement: D1PreparedStatement): Promise<Row[]> {
  const { results, meta } = await statement.all<Row>();
  logRowsRead(c, meta.rows_read);
  return results;
}

/** Runs a statement that answers one row with a `total`. */
export async function readTotal(c: AnalyticsContext, statement: D1PreparedStatement): Promise<number> {
  const [row] = await readRows<{ total: number }>(c, statement);
  return row?.total ?? 0;
}

function logRowsRead(c: AnalyticsContext, rowsRead: number): void {
  const logged = c.get("logged");
  logged["rows_read"] = Number(logged["rows_read"] ?? 0) + rowsRead;
}
