import type { User } from "@voygent/contracts";
import type { UserRow } from "@voygent/db";

import * as z from "zod";

import { toInstant } from "./session-of-row.ts";
import { sumsOfRow, toUsageTotals } from "./usage-sums.ts";

const Models = z.array(z.string());

/** The models of a row that carries them as a JSON array, most used first. */
export const namesOf = ({ models }: { models: string }): string[] => Models.parse(JSON.parse(models));

/** A user as it is answered; `models` are those of the whole life. */
export const userOfRow = (row: UserRow): User => ({
  user_id: row.user_id,
  first_seen_at: toInstant(row.first_seen_at_ms),
  last_seen_at: toInstant(row.last_seen_at_ms),
  models: namesOf(row),
  lifetime: {
    session_count: row.lifetime_session_count,
    ...toUsageTotals(
      sumsOfRow({
        interaction_count: row.lifetime_interaction_count,
        error_count: row.lifetime_error_count,
        unpriced_count: row.lifetime_unpriced_count,
        input_tokens: row.lifetime_input_tokens,
        output_tokens: row.lifetime_output_tokens,
        cache_read_tokens: row.lifetime_cache_read_tokens,
        cache_write_tokens: row.lifetime_cache_write_tokens,
        reasoning_tokens: row.lifetime_reasoning_tokens,
        ai_tokens_cost_nano_usd: row.lifetime_ai_tokens_cost_nano_usd,
        db_ops_cost_nano_usd: row.lifetime_db_ops_cost_nano_usd,
        api_calls_cost_nano_usd: row.lifetime_api_calls_cost_nano_usd,
        compute_time_cost_nano_usd: row.lifetime_compute_time_cost_nano_usd,
      }),
    ),
  },
  range: { session_count: row.session_count, ...toUsageTotals(sumsOfRow(row)) },
});
