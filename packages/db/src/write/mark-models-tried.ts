/**
 * Notes that late pricing walks, or has walked in vain, these unpriced models (a JSON array of `[provider, model]`) with
 * the price book of this version. Write it before the walk: what comes in meanwhile with an older book takes it back.
 */
export function markModelsTried(database: D1Database, modelsJson: string, bookVersion: number) {
  return database
    .prepare(
      `UPDATE unpriced_models SET tried_book_version = CAST(?2 AS INTEGER)
       WHERE (provider, model) IN (SELECT value->>0, value->>1 FROM json_each(?1)) AND tried_book_version < ?2`,
    )
    .bind(modelsJson, bookVersion);
}
