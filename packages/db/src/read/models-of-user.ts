import { LIVE_USAGE } from "./user-lifetimes.ts";

/** The names of the models that a user has ever used as a JSON array, most used first; `id` is the SQL of the user's id. */
export const modelsOfUser = (id: string): string => `(SELECT json_group_array(model) FROM (
  SELECT used.model AS model FROM (
    SELECT counted.key AS model, counted.value AS uses FROM users AS owner CROSS JOIN json_each(owner.models) AS counted
    WHERE owner.id = ${id}
    UNION ALL
    SELECT live.model, live.interaction_count FROM ${LIVE_USAGE} WHERE owner.id = ${id} AND live.model <> ''
  ) AS used GROUP BY used.model ORDER BY SUM(used.uses) DESC, used.model
))`;
