import { ESTIMATE_COLUMNS, type EstimateColumns, type EstimatedRow } from "../read/estimated-row.ts";

/** A new estimate for an interaction as it was read. */
export type NewEstimate = { row: EstimatedRow; next: EstimateColumns };

/** New estimates as they travel: JSON arrays of `[id, source, revision, estimate …, run]`, by the table of the interaction. */
export type SentEstimates = { live: string; archived: string };

const encode = ({ row, next }: NewEstimate) => [
  row.id,
  row.source,
  row.costRevision,
  ...ESTIMATE_COLUMNS.map((key) => next[key]),
  next.costRunId,
];

/** Puts new estimates into the form in which they travel. */
export function sentEstimates(estimates: NewEstimate[]): SentEstimates {
  const of = (archived: 0 | 1) => JSON.stringify(estimates.filter(({ row }) => row.archived === archived).map(encode));
  return { live: of(0), archived: of(1) };
}
