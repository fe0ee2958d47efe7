import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { ESTIMATED_TABLES } from "../read/estimated-row.ts";
import { HAS_LABELS, LABELLED_COLUMNS } from "../read/labels-of-rows.ts";
import { LABEL_KEY, labelSums, librechatColumns, timedAgentName } from "./label-key.ts";
import { measureColumns } from "./measure-columns.ts";

const KEY = LABEL_KEY.join(", ");

const ROWS = ESTIMATED_TABLES.map(
  ({ interactions }) =>
    `SELECT item.value AS quarter_hour, ${LABELLED_COLUMNS} FROM json_each(?1) AS item
     CROSS JOIN ${interactions} AS row ON row.occurred_at_ms >= item.value * ${QUARTER_HOUR_MS}
       AND row.occurred_at_ms < (item.value + 1) * ${QUARTER_HOUR_MS}
     WHERE row.metadata IS NOT NULL`,
).join(" UNION ALL ");

const INSERT = `INSERT INTO usage_labels (${KEY}, ${measureColumns}, ${librechatColumns}, agent_name)
  SELECT ${KEY}, ${labelSums("labelled")}, substr(MAX(${timedAgentName("labelled", "occurred_at_ms")}), 21)
  FROM (${ROWS}) AS labelled WHERE ${HAS_LABELS} GROUP BY ${KEY}`;

/**
 * Sums the usage by labels of these quarter hours anew from their interactions, live and archived, whatever was summed of
 * them before, and says that the walk stands at `next`. Two statements for a batch: a write comes before or after both, so
 * that each interaction counts once. Ranges of the index on the time.
 */
export function recountLabels(database: D1Database, quarterHours: number[], next: number) {
  const quarters = JSON.stringify(quarterHours);
  return [
    ...(quarterHours.length === 0
      ? []
      : [
          database
            .prepare("DELETE FROM usage_labels WHERE quarter_hour IN (SELECT value FROM json_each(?1))")
            .bind(quarters),
          database.prepare(INSERT).bind(quarters),
        ]),
    database.prepare("UPDATE label_backlog SET next_quarter_hour = ?1").bind(next),
  ];
}

/** Begins the walk: everything before this quarter hour is to be summed. A walk that has begun goes on as it was. */
export const startLabelBacklog = (database: D1Database, endQuarterHour: number) =>
  database
    .prepare("UPDATE label_backlog SET end_quarter_hour = ?1 WHERE end_quarter_hour IS NULL")
    .bind(endQuarterHour);

/** Ends the walk. */
export const finishLabelBacklog = (database: D1Database) => database.prepare("DELETE FROM label_backlog");
