/** The names of the models that a user has ever used as a JSON array, most used first; `id` is the SQL of the user's id. */
export const modelsOfUser = (id: string): string => `(SELECT json_group_array(model) FROM (
  SELECT used.key AS model FROM users AS owner CROSS JOIN json_each(owner.models) AS used
  WHERE owner.id = ${id} GROUP BY used.key ORDER BY SUM(used.value) DESC, used.key
))`;
