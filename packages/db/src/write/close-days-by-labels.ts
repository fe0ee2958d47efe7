import { DAY_QUARTER_HOURS } from "@voygent/contracts";

import { integerMeasureSums, noMeasures, plainMeasures } from "../read/usage-measures.ts";
import { LABEL_GROUP, timedAgentName } from "./label-key.ts";
import { measureColumns } from "./measure-columns.ts";
import { columnsOf, usageAround, WITH_PERIODS } from "./usage-of-periods.ts";

const MEASURES = measureColumns.split(", ");
const NO_LABELS = "'' AS agent, '' AS endpoint, '[]' AS tools";

const LABELLED = `(
    SELECT MIN(start_quarter_hour) AS start_quarter_hour, MAX(start_quarter_hour) + ${DAY_QUARTER_HOURS} AS end_quarter_hour
    FROM periods
  ) AS span CROSS JOIN usage_labels AS labelled
    ON labelled.quarter_hour >= span.start_quarter_hour AND labelled.quarter_hour < span.end_quarter_hour`;

const turnedMeasures = MEASURES.map((column) => `-labelled.${column} AS ${column}`).join(", ");
const slidingSums = MEASURES.map((column) => `SUM(${column}) OVER day AS ${column}`).join(", ");

/**
 * Sums days at UTC offsets into `local_period_labels`: what has labels, and all usage less that. A window slides over the
 * quarter hours, since the days of all offsets overlap.
 */
export const CLOSE_DAYS_BY_LABELS = `INSERT INTO local_period_labels (utc_offset, quarter_hours, start_quarter_hour, ${LABEL_GROUP}, ${measureColumns}, timed_agent_name)
  ${WITH_PERIODS}, used AS MATERIALIZED (
    SELECT parts.quarter_hour AS quarter_hour, ${columnsOf("parts", LABEL_GROUP)}, ${integerMeasureSums("parts")},
      MAX(parts.timed_agent_name) AS timed_agent_name
    FROM (
      SELECT labelled.quarter_hour AS quarter_hour, ${columnsOf("labelled", LABEL_GROUP)}, ${plainMeasures("labelled")},
        ${timedAgentName("labelled", "quarter_hour")} AS timed_agent_name
      FROM ${LABELLED}
      UNION ALL
      SELECT labelled.quarter_hour, ${NO_LABELS}, ${turnedMeasures}, '' FROM ${LABELLED}
      UNION ALL
      SELECT usage.quarter_hour, ${NO_LABELS}, ${plainMeasures("usage")}, '' FROM ${usageAround(DAY_QUARTER_HOURS)}
    ) AS parts GROUP BY parts.quarter_hour, ${columnsOf("parts", LABEL_GROUP)} HAVING SUM(parts.interaction_count) > 0
  ), marked AS (
    SELECT 0 AS is_start, quarter_hour, ${LABEL_GROUP}, ${measureColumns}, timed_agent_name FROM used
    UNION ALL
    SELECT 1, starts.start_quarter_hour, ${LABEL_GROUP}, ${noMeasures}, ''
    FROM (SELECT DISTINCT start_quarter_hour FROM periods) AS starts CROSS JOIN (SELECT DISTINCT ${LABEL_GROUP} FROM used)
  ), summed AS (
    SELECT is_start, quarter_hour, ${LABEL_GROUP}, ${slidingSums}, MAX(timed_agent_name) OVER day AS timed_agent_name FROM marked
    WINDOW day AS (PARTITION BY ${LABEL_GROUP} ORDER BY quarter_hour
      RANGE BETWEEN CURRENT ROW AND ${DAY_QUARTER_HOURS - 1} FOLLOWING)
  )
  SELECT periods.utc_offset, ${DAY_QUARTER_HOURS}, periods.start_quarter_hour, ${columnsOf("summed", LABEL_GROUP)},
    ${plainMeasures("summed")}, summed.timed_agent_name
  FROM summed CROSS JOIN periods ON periods.start_quarter_hour = summed.quarter_hour
  WHERE summed.is_start AND summed.interaction_count > 0`;
