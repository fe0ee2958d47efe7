/** `SENT_ROWS`, of those rows for which a condition holds. */
export const sentRowsWhere = (condition: string): string =>
  `(SELECT value FROM jsonb_each(?1) WHERE ${condition} LIMIT -1) AS item`;

/**
 * The rows of a write as a table with the column `value`: `?1` is a JSON array of one JSON array per row, each handed on in
 * SQLite's binary form, which is parsed once and not for each of its columns. The limit cuts nothing off; it keeps SQLite from
 * folding the subquery into the statement, where a row would be written anew for each of its columns.
 */
export const SENT_ROWS = sentRowsWhere("true");
