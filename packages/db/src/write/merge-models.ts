/**
 * SQL for the `models` of an upsert into this table: the JSON object `{"model": interaction count}` that is there and the
 * one that is added, counts of the same model summed.
 */
export const mergeModels = (table: "sessions" | "users"): string => `iif(${table}.models = '{}', excluded.models, (
  SELECT json_group_object(model, uses) FROM (
    SELECT key AS model, sum(value) AS uses FROM (
      SELECT key, value FROM json_each(${table}.models) UNION ALL SELECT key, value FROM json_each(excluded.models)
    ) GROUP BY key
  )
))`;
