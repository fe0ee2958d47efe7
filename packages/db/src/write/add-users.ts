import { addToUsers, newSummedTo } from "./add-to-users.ts";
import { MEASURE_COLUMNS } from "./measure-columns.ts";
import { openedSessions, type SentQuarterHours } from "./sent-quarter-hours.ts";

/**
 * Makes users and their sources known, and adds to their totals what lies in quarter hours that these have passed already; the
 * other usage is added by `foldUsers`. So it writes nothing for an event of now whose user is known. `first_seen_at_ms` is exact
 * at any time. It counts the sessions that are not there yet: batch it before `upsertSessions`. A row by primary key per group.
 */
export function addUsers(database: D1Database, usage: SentQuarterHours) {
  const { from, column, values } = usage;
  const [id, source, quarterHour] = [column("user_id"), column("source"), column("quarter_hour")];
  const [firstSeen, lastSeen] = [column("first_seen_at_ms"), column("last_seen_at_ms")];
  const touched = `SELECT item.value AS value, coalesce(kept.summed_to_quarter_hour, ${newSummedTo(id)}) AS summed_to
    FROM ${from} LEFT JOIN users AS kept ON kept.id = ${id} AND kept.source = ${source}
    WHERE kept.id IS NULL OR ${quarterHour} < kept.summed_to_quarter_hour OR ${firstSeen} < kept.first_seen_at_ms`;
  // Usage counts here only where the totals have passed its quarter hour.
  const late = (sql: string) => `sum(iif(${quarterHour} < summed_to, ${sql}, 0))`;
  const measures = MEASURE_COLUMNS.map((name) => `${late(column(name))} AS ${name}`).join(", ");
  return database
    .prepare(
      addToUsers(`WITH touched AS MATERIALIZED (${touched})
        SELECT ${id} AS id, ${source} AS source, ${column("model")} AS model, max(summed_to) AS summed_to_quarter_hour,
          min(${firstSeen}) AS first_seen_at_ms, max(${lastSeen}) AS last_seen_at_ms,
          ${late(openedSessions(usage))} AS session_count, ${measures}
        FROM touched GROUP BY 1, 2, 3`),
    )
    .bind(...values);
}
