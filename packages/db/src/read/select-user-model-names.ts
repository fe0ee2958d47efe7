/** A model that a user has used. */
export type UserModelNameRow = { user_id: string; model: string };

/** The models that these users (a JSON array of ids) have used in their lifetime, each user's most used first. By primary key. */
export function selectUserModelNames(database: D1Database, userIdsJson: string) {
  return database
    .prepare(
      `SELECT users.id AS user_id, used.key AS model
       FROM json_each(?1) AS wanted CROSS JOIN users ON users.id = wanted.value CROSS JOIN json_each(users.models) AS used
       GROUP BY users.id, used.key ORDER BY SUM(used.value) DESC, used.key`,
    )
    .bind(userIdsJson);
}
