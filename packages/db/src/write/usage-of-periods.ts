/** The sums of finished periods group by these columns, besides users and sessions. */
export const MODEL_COLUMNS = "provider, model, type, status, source, environment";

/** `alias.column` for each of the columns. */
export const columnsOf = (alias: string, columns: string): string =>
  columns
    .split(", ")
    .map((column) => `${alias}.${column}`)
    .join(", ");

/** The CTE `periods (utc_offset, start_quarter_hour)`, all of one length; `?1` is a JSON array of such pairs. */
export const WITH_PERIODS = `WITH periods AS MATERIALIZED (
  SELECT value->>0 AS utc_offset, value->>1 AS start_quarter_hour FROM json_each(?1)
)`;

/** The usage rows, with the alias `usage`, from the first quarter hour of all periods of this length to the last one. */
export const usageAround = (quarterHours: number): string => `(
    SELECT MIN(start_quarter_hour) AS start_quarter_hour, MAX(start_quarter_hour) + ${quarterHours} AS end_quarter_hour
    FROM periods
  ) AS span CROSS JOIN (SELECT DISTINCT id FROM users) AS searched
  CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
    AND usage.quarter_hour >= span.start_quarter_hour AND usage.quarter_hour < span.end_quarter_hour`;
