import { SENT_ROWS } from "./sent-rows.ts";
import { guardedBy, type WriteGuard } from "./write-guard.ts";

/** By how much the unpriced interactions of a model change; negative when some of them get a price. */
export type UnpricedChange = {
  provider: string;
  model: string;
  interactionCount: number;
  inputTokens: number;
  outputTokens: number;
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  /** The price book without a price for them; null when none becomes unpriced. */
  bookVersion: number | null;
};

/** Above every version of a price book. */
const NO_BOOK = Number.MAX_SAFE_INTEGER;

/**
 * Adds to the counts of unpriced interactions. A model whose new ones were priced by a book older than the one that late
 * pricing has tried is to be tried again. One row by primary key per model.
 */
export function addUnpricedModels(database: D1Database, changes: UnpricedChange[], guard?: WriteGuard) {
  const { condition, values } = guardedBy(guard);
  const rows = changes.map((change) => [
    change.provider,
    change.model,
    change.interactionCount,
    change.inputTokens,
    change.outputTokens,
    change.firstSeenAtMs,
    change.lastSeenAtMs,
    change.bookVersion ?? NO_BOOK,
  ]);
  return database
    .prepare(
      `INSERT INTO unpriced_models (provider, model, interaction_count, input_tokens, output_tokens,
         first_seen_at_ms, last_seen_at_ms, tried_book_version)
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7
       FROM ${SENT_ROWS} WHERE ${condition}
       ON CONFLICT (provider, model) DO UPDATE SET
         interaction_count = unpriced_models.interaction_count + excluded.interaction_count,
         input_tokens = unpriced_models.input_tokens + excluded.input_tokens,
         output_tokens = unpriced_models.output_tokens + excluded.output_tokens,
         first_seen_at_ms = min(unpriced_models.first_seen_at_ms, excluded.first_seen_at_ms),
         last_seen_at_ms = max(unpriced_models.last_seen_at_ms, excluded.last_seen_at_ms),
         tried_book_version = min(unpriced_models.tried_book_version, excluded.tried_book_version)`,
    )
    .bind(JSON.stringify(rows), ...values);
}

/** Forgets those of these models (a JSON array of `[provider, model]`) that have no unpriced interaction left. */
export function deletePricedModels(database: D1Database, modelsJson: string) {
  return database
    .prepare(
      `DELETE FROM unpriced_models
       WHERE (provider, model) IN (SELECT value->>0, value->>1 FROM json_each(?1)) AND interaction_count <= 0`,
    )
    .bind(modelsJson);
}
