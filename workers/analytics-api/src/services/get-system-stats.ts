import type { SystemStats } from "@voygent/contracts";
import { selectSystemStats, type SystemStatsRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";
import { toInstant } from "./session-of-row.ts";
import { sumsOfRow, toUsageTotals } from "./usage-sums.ts";

const toInstantOrNull = (ms: number | null) => (ms === null ? null : toInstant(ms));

/** The whole installation over its whole life. */
export async function getSystemStats(c: AnalyticsContext): Promise<SystemStats> {
  const [row] = await readRows<SystemStatsRow>(c, selectSystemStats(c.env.DB));
  if (row === undefined) throw new Error("an aggregate without groups answers one row");
  return {
    session_count: row.session_count,
    user_count: row.user_count,
    ...toUsageTotals(
      sumsOfRow({
        interaction_count: row.interaction_count ?? 0,
        error_count: row.error_count ?? 0,
        unpriced_count: row.unpriced_count ?? 0,
        input_tokens: row.input_tokens ?? 0,
        output_tokens: row.output_tokens ?? 0,
        cache_read_tokens: row.cache_read_tokens ?? 0,
        cache_write_tokens: row.cache_write_tokens ?? 0,
        reasoning_tokens: row.reasoning_tokens ?? 0,
        ai_tokens_cost_nano_usd: row.ai_tokens_cost_nano_usd ?? "0",
        db_ops_cost_nano_usd: row.db_ops_cost_nano_usd ?? "0",
        api_calls_cost_nano_usd: row.api_calls_cost_nano_usd ?? "0",
        compute_time_cost_nano_usd: row.compute_time_cost_nano_usd ?? "0",
      }),
    ),
    first_seen_at: toInstantOrNull(row.first_seen_at_ms),
    last_seen_at: toInstantOrNull(row.last_seen_at_ms),
    archived: { session_count: row.archived_session_count, interaction_count: row.archived_interaction_count },
    sample: { interaction_count: row.sample_interaction_count },
    price_book_published_at: toInstantOrNull(row.price_book_published_at_ms),
  };
}
