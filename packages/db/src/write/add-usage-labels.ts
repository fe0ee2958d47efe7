import { LIBRECHAT_COLUMNS, type LibrechatSums, librechatValues } from "../librechat-sums.ts";
import { LABEL_KEY, librechatColumns } from "./label-key.ts";
import { addMeasures, MEASURE_COUNT, measureColumns, type Measures, measureValues } from "./measure-columns.ts";
import { sendRows } from "./send-rows.ts";

/** What `usage_labels` says of an interaction besides what it used. */
export type UsageLabels = {
  agent: string;
  endpoint: string;
  /** JSON arrays of names without repeats, in the order of their code points. */
  tools: string;
  librechatNotes: string;
  /** Whether LibreChat has told its own figure. */
  hasLibrechatCost: boolean;
};

/** What one row of `usage_labels` gains, by its key. */
export type LabelUsage = UsageLabels & {
  quarterHour: number;
  userId: string;
  provider: string;
  model: string;
  type: string;
  status: string;
  source: string;
  environment: string;
  measures: Measures;
  librechat: LibrechatSums;
  /** The latest name of the agent; empty where none is known. */
  agentName: string;
};

const KEY = LABEL_KEY.join(", ");
const VALUE_COUNT = LABEL_KEY.length + MEASURE_COUNT + LIBRECHAT_COLUMNS.length + 1;

/** The values of the primary key of the row that a group belongs to, in order. */
export const labelKeyOf = (group: Omit<LabelUsage, "measures" | "librechat" | "agentName">) => [
  group.quarterHour,
  group.userId,
  group.agent,
  group.endpoint,
  group.tools,
  group.librechatNotes,
  Number(group.hasLibrechatCost),
  group.provider,
  group.model,
  group.type,
  group.status,
  group.source,
  group.environment,
];

/** Adds to the usage by labels: one row by primary key per group. */
export function addUsageLabels(database: D1Database, groups: LabelUsage[]) {
  const rows = groups.map((group) => [
    ...labelKeyOf(group),
    ...measureValues(group.measures),
    ...librechatValues(group.librechat),
    group.agentName,
  ]);
  const { from, columns, values } = sendRows(rows, VALUE_COUNT);
  return database
    .prepare(
      `INSERT INTO usage_labels (${KEY}, ${measureColumns}, ${librechatColumns}, agent_name)
       SELECT ${columns.join(", ")} FROM ${from} WHERE true
       ON CONFLICT (${KEY}) DO UPDATE SET ${addMeasures("usage_labels")},
         ${LIBRECHAT_COLUMNS.map((column) => `${column} = usage_labels.${column} + excluded.${column}`).join(", ")},
         agent_name = coalesce(nullif(excluded.agent_name, ''), usage_labels.agent_name)`,
    )
    .bind(...values);
}
