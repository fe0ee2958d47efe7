import { addToUsers, newSummedTo } from "./add-to-users.ts";
import { measureColumns } from "./measure-columns.ts";
import {
  FIRST_MEASURE_PLACE,
  keyPlace,
  OPENED_SESSIONS,
  SENT_FIRST_SEEN,
  SENT_LAST_SEEN,
} from "./sent-quarter-hours.ts";
import { SENT_ROWS } from "./sent-rows.ts";

const [ID, SOURCE] = [`value->>${keyPlace("user_id")}`, `value->>${keyPlace("source")}`];
const QUARTER_HOUR = `value->>${keyPlace("quarter_hour")}`;
const MODEL = `value->>${keyPlace("model")}`;

/** Usage counts here only where the totals have passed its quarter hour. */
const late = (sql: string) => `sum(iif(${QUARTER_HOUR} < summed_to, ${sql}, 0))`;

const LATE_MEASURES = measureColumns
  .split(", ")
  .map((column, index) => `${late(`value->>${FIRST_MEASURE_PLACE + index}`)} AS ${column}`)
  .join(", ");

const TOUCHED = `SELECT item.value AS value, coalesce(kept.summed_to_quarter_hour, ${newSummedTo(ID)}) AS summed_to
  FROM ${SENT_ROWS} LEFT JOIN users AS kept ON kept.id = ${ID} AND kept.source = ${SOURCE}
  WHERE kept.id IS NULL OR ${QUARTER_HOUR} < kept.summed_to_quarter_hour OR ${SENT_FIRST_SEEN} < kept.first_seen_at_ms`;

/**
 * Makes users and their sources known, and adds to their totals what lies in quarter hours that these have passed already,
 * from `sentQuarterHours`; the other usage is added by `foldUsers`. So it writes nothing for an event of now whose user is
 * known. `first_seen_at_ms` is exact at any time. It counts the sessions that are not there yet: batch it before
 * `upsertSessions`. A row by primary key per group.
 */
export function addUsers(database: D1Database, rowsJson: string) {
  return database
    .prepare(
      addToUsers(`WITH touched AS MATERIALIZED (${TOUCHED})
        SELECT ${ID} AS id, ${SOURCE} AS source, ${MODEL} AS model, max(summed_to) AS summed_to_quarter_hour,
          min(${SENT_FIRST_SEEN}) AS first_seen_at_ms, max(${SENT_LAST_SEEN}) AS last_seen_at_ms,
          ${late(OPENED_SESSIONS)} AS session_count, ${LATE_MEASURES}
        FROM touched GROUP BY 1, 2, 3`),
    )
    .bind(rowsJson);
}
