import type { AnalyticsContext } from "../analytics-bindings.ts";

/** Runs statements that answer rows of one type as one batch, so that they see one state; logs how many rows they read. */
export async function readBatch<Row>(c: AnalyticsContext, statements: D1PreparedStatement[]): Promise<Row[]> {
  const results = await c.env.DB.batch<Row>(statements);
  logRowsRead(c, results);
  return results.flatMap((result) => result.results);
}

/** The same for several lists of statements, whose rows come apart. */
export async function readBatches<Row>(c: AnalyticsContext, parts: D1PreparedStatement[][]): Promise<Row[][]> {
  const results = await c.env.DB.batch<Row>(parts.flat());
  logRowsRead(c, results);
  let next = 0;
  return parts.map(({ length }) => results.slice(next, (next += length)).flatMap((result) => result.results));
}

/** The same for statements of one type and a last one of another type, whose rows come second. */
export async function readBatchAndRows<Row, LastRow>(
  c: AnalyticsContext,
  statements: D1PreparedStatement[],
  last: D1PreparedStatement,
): Promise<[Row[], LastRow[]]> {
  const results = await c.env.DB.batch<Row & LastRow>([...statements, last]);
  logRowsRead(c, results);
  return [results.slice(0, -1).flatMap((result) => result.results), results.at(-1)?.results ?? []];
}

/** Runs one statement and logs how many rows it read. */
export async function readRows<Row>(c: AnalyticsContext, statement: D1PreparedStatement): Promise<Row[]> {
  const result = await statement.all<Row>();
  logRowsRead(c, [result]);
  return result.results;
}

/** The row of a statement that counts what all pages of a list have. */
export type TotalRow = { total: number };

function logRowsRead(c: AnalyticsContext, results: D1Result[]): void {
  const logged = c.get("logged");
  const before = Number(logged["rows_read"] ?? 0);
  logged["rows_read"] = results.reduce((sum, { meta }) => sum + meta.rows_read, before);
}
