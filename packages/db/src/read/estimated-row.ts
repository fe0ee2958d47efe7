/** An estimate of what an interaction costs, and which run made it; null: it was made when the interaction was recorded. */
export type EstimateColumns = {
  aiTokensCostNanoUsd: number | null;
  dbOpsCostNanoUsd: number;
  apiCallsCostNanoUsd: number;
  computeTimeCostNanoUsd: number;
  costStatus: string;
  priceSource: string | null;
  rateId: string | null;
  matchedBy: string | null;
  calculationVersion: number;
  costBasis: string | null;
  costRunId: string | null;
};

/** An interaction with its estimate in force, as it is read to be estimated anew; `archived` tells the table it stands in. */
export type EstimatedRow = EstimateColumns & {
  id: string;
  archived: 0 | 1;
  costRevision: number;
  userId: string;
  sessionId: string;
  source: string;
  environment: string;
  type: string;
  status: string;
  provider: string;
  model: string;
  serviceTier: string;
  occurredAtMs: number;
  usage: string;
  metadata: string | null;
  reportedCostNanoUsd: number | null;
};

const COLUMNS = [
  "id",
  "costRevision",
  "userId",
  "sessionId",
  "source",
  "environment",
  "type",
  "status",
  "provider",
  "model",
  "serviceTier",
  "occurredAtMs",
  "usage",
  "metadata",
  "reportedCostNanoUsd",
] satisfies (keyof EstimatedRow)[];

/** The columns of an estimate by their names in `EstimateColumns`, in the order in which they travel; the run comes last. */
export const ESTIMATE_COLUMNS = [
  "aiTokensCostNanoUsd",
  "dbOpsCostNanoUsd",
  "apiCallsCostNanoUsd",
  "computeTimeCostNanoUsd",
  "costStatus",
  "priceSource",
  "rateId",
  "matchedBy",
  "calculationVersion",
  "costBasis",
] satisfies (keyof EstimateColumns)[];

/** `occurredAtMs` as the database calls it: `occurred_at_ms`. */
export const columnName = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The select list of an `EstimatedRow` from a table of interactions with this alias. */
export const estimatedColumns = (alias: string, archived: 0 | 1): string =>
  [
    ...[...COLUMNS, ...ESTIMATE_COLUMNS, "costRunId"].map((key) => `${alias}.${columnName(key)} AS ${key}`),
    `${archived} AS archived`,
  ].join(", ");

/** Each table of interactions with that of its superseded estimates. */
export const ESTIMATED_TABLES = [
  { interactions: "interactions", estimates: "cost_estimates", archived: 0 },
  { interactions: "interactions_archive", estimates: "cost_estimates_archive", archived: 1 },
] as const;
