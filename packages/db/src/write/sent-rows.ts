/**
 * The rows of a write as a table with the column `value`: `?1` is a JSON array of one JSON array per row. The limit cuts
 * nothing off; it keeps SQLite from folding the subquery into the statement, where `json_each` would write the text of a
 * row anew for each of its columns, which takes twice the time of the whole insert.
 */
export const SENT_ROWS = "(SELECT value FROM json_each(?1) LIMIT -1) AS item";
