import { unlessStored } from "./unless-stored.ts";

/** Quarter hours of the longest day that a time zone can have, with room to spare. */
const LONGEST_DAY = 200;

/**
 * Forgets the finished days that contain one of the quarter hours (a JSON array), in every time zone, because a late
 * event changes them; unless one of the ids (a JSON array) is stored already. Walks
 * `local_days_start_quarter_hour_idx`. Batch it before `insertInteractions`.
 */
export function deleteLocalDays(database: D1Database, quarterHoursJson: string, idsJson: string) {
  return database
    .prepare(
      `DELETE FROM local_days WHERE (tz, day) IN (
         SELECT finished.tz, finished.day FROM json_each(?1) AS event
         CROSS JOIN local_days AS finished
           ON finished.start_quarter_hour BETWEEN event.value - ${LONGEST_DAY} AND event.value
          AND finished.end_quarter_hour > event.value
       ) AND ${unlessStored("?2")}`,
    )
    .bind(quarterHoursJson, idsJson);
}
