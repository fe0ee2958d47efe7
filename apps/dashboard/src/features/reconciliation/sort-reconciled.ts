const FIELDS = ["interaction_count", "our_cost", "librechat_cost"] as const;

type Sums = { [Field in (typeof FIELDS)[number] | "difference"]: string | number };

/**
 * Rows in the order of a sort key, descending with a leading minus: a difference by its size, whatever its sign, and what is
 * no figure by the row's own name.
 */
export function sortReconciled<Row extends Sums>(rows: Row[], sort: string, nameOf: (row: Row) => string): Row[] {
  const isDescending = sort.startsWith("-");
  const name = isDescending ? sort.slice(1) : sort;
  const field = FIELDS.find((known) => known === name);
  const valueOf = (row: Row): number =>
    name === "difference" ? Math.abs(Number(row.difference)) : field === undefined ? 0 : Number(row[field]);
  const ascending = (left: Row, right: Row) =>
    valueOf(left) - valueOf(right) || nameOf(left).localeCompare(nameOf(right), "en");
  return rows.toSorted((left, right) => (isDescending ? ascending(right, left) : ascending(left, right)));
}
