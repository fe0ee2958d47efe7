import { LIBRECHAT_COLUMNS } from "../librechat-sums.ts";
import { integerMeasureSums } from "../read/usage-measures.ts";

/** The labels of usage, a list being a JSON array of names, and whether LibreChat has told its own figure. */
export const LABEL_COLUMNS = ["agent", "endpoint", "tools", "librechat_notes", "has_librechat_cost"] as const;

/** The labels by which finished periods of every UTC offset are summed. */
export const LABEL_GROUP = "agent, endpoint, tools";

/** Columns of the primary key of `usage_labels`, in the order in which they travel. */
export const LABEL_KEY = [
  "quarter_hour",
  "user_id",
  ...LABEL_COLUMNS,
  "provider",
  "model",
  "type",
  "status",
  "source",
  "environment",
] as const;

/** The sums that rows of labels have besides the measures, as a column list. */
export const librechatColumns = LIBRECHAT_COLUMNS.join(", ");

/** The columns by which finished periods are summed: labels and dimensions, all users together. */
export const PERIOD_LABEL_KEY = LABEL_KEY.slice(2).join(", ");

/** `SUM(…) AS …` for all sums of the rows of labels with this alias, as integers. */
export const labelSums = (alias: string): string =>
  [integerMeasureSums(alias), ...LIBRECHAT_COLUMNS.map((column) => `SUM(${alias}.${column}) AS ${column}`)].join(", ");

/**
 * The name of the agent of a row with this alias behind 20 digits of its time, which this column has, so that the greatest is the
 * latest; empty where there is no name.
 */
export const timedAgentName = (alias: string, at: string): string =>
  `iif(${alias}.agent_name = '', '', printf('%020d', ${alias}.${at}) || ${alias}.agent_name)`;
