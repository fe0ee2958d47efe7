import { sentRowsWhere } from "./sent-rows.ts";

/** What a column of a row may hold on its way into the database. */
export type SentValue = string | number | null;

/** Rows on their way: SQL of a table with one row each, SQL of each of their columns in it, and the parameters of both. */
export type SentTable = { from: string; columns: string[]; values: SentValue[] };

/** D1 binds every number as a floating-point one, and sums of those would be too. */
const parameter = (value: SentValue, place: number): string =>
  Number.isInteger(value) ? `CAST(?${place} AS INTEGER)` : `?${place}`;

/**
 * Sends rows of so many columns (`columnCount`, at most 99) into a statement. Columns that are the same in all rows are
 * parameters of their own: to take a value out of JSON takes SQLite longer than to store it, and most columns of a batch
 * from one sender are the same. A single row needs no JSON at all.
 */
export function sendRows(rows: SentValue[][], columnCount: number): SentTable {
  const [first = []] = rows;
  const columns: string[] = [];
  const [varying, same]: [number[], SentValue[]] = [[], []];
  for (let column = 0; column < columnCount; column += 1) {
    const value = first[column] ?? null;
    if (rows.every((row) => row[column] === value)) {
      same.push(value);
      columns.push(parameter(value, same.length + 1));
    } else {
      columns.push(`value->>${varying.length}`);
      varying.push(column);
    }
  }
  const sent = rows.map((row) => varying.map((column) => row[column]));
  // Names the last parameter: D1 takes no more of them than a statement names, and one may leave columns out.
  const from = sentRowsWhere(`?${same.length + 1} IS NOT NULL OR true`);
  return { from, columns, values: [JSON.stringify(sent), ...same] };
}
