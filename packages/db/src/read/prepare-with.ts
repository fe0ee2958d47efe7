/**
 * Prepares a statement with the values of `?1`, `?2`, …. Where the text does not use the last ones, because nothing is
 * filtered, they are left out: D1 refuses a value that no parameter takes.
 */
export function prepareWith(
  database: D1Database,
  sql: string,
  values: (string | number | null)[],
): D1PreparedStatement {
  const highest = [...sql.matchAll(/\?(\d+)/g)].reduce((most, [, number]) => Math.max(most, Number(number)), 0);
  return database.prepare(sql).bind(...values.slice(0, highest));
}
