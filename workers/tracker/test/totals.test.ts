import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { LIFETIMES } from "../../../tests/stack/totals-comparisons.ts";

const SUMS = `count(*) AS interaction_count, sum(status = 'error') AS error_count,
  sum(cost_status = 'unpriced') AS unpriced_count,
  sum(coalesce(usage ->> '$.tokens.input', 0)) AS input_tokens,
  sum(coalesce(usage ->> '$.tokens.output', 0)) AS output_tokens,
  sum(coalesce(usage ->> '$.tokens.cache_read', 0)) AS cache_read_tokens,
  sum(coalesce(usage ->> '$.tokens.cache_write', 0)) AS cache_write_tokens,
  sum(coalesce(usage ->> '$.tokens.reasoning', 0)) AS reasoning_tokens,
  sum(coalesce(ai_tokens_cost_nano_usd, 0)) AS ai_tokens_cost_nano_usd,
  sum(db_ops_cost_nano_usd) AS db_ops_cost_nano_usd, sum(api_calls_cost_nano_usd) AS api_calls_cost_nano_usd,
  sum(compute_time_cost_nano_usd) AS compute_time_cost_nano_usd`;
const STORED_SUMS = SUMS.replaceAll(/(count|sum)\((?:[^()]|\([^()]*\))*\) AS /g, "");

const DIMENSIONS = "user_id, session_id, provider, model, type, status, source, environment";

/** The same rows from the totals and from the interactions themselves. */
const comparisons = [
  [
    `SELECT occurred_at_ms / 900000 AS quarter_hour, ${DIMENSIONS}, ${SUMS} FROM interactions
     WHERE instr(id, ?1) = 1 GROUP BY 1, ${DIMENSIONS} ORDER BY 1, ${DIMENSIONS}`,
    `SELECT quarter_hour, ${DIMENSIONS}, ${STORED_SUMS} FROM usage_quarter_hours
     WHERE instr(user_id, ?1) = 1 ORDER BY 1, ${DIMENSIONS}`,
  ],
  [
    `SELECT user_id AS id, source, min(occurred_at_ms) AS first_seen_at_ms, max(occurred_at_ms) AS last_seen_at_ms, ${SUMS}
     FROM interactions WHERE instr(id, ?1) = 1 GROUP BY 1, 2 ORDER BY 1, 2`,
    `SELECT id, source, first_seen_at_ms, last_seen_at_ms, ${STORED_SUMS} FROM ${LIFETIMES}
     WHERE instr(id, ?1) = 1 ORDER BY 1, 2`,
  ],
  [
    `SELECT session_id AS id, min(occurred_at_ms) AS started_at_ms, max(occurred_at_ms) AS last_activity_at_ms,
       ${SUMS.replaceAll("status = 'error'", "interactions.status = 'error'")}
     FROM interactions WHERE instr(id, ?1) = 1 GROUP BY session_id ORDER BY 1`,
    `SELECT id, started_at_ms, last_activity_at_ms, ${STORED_SUMS} FROM sessions WHERE instr(id, ?1) = 1 ORDER BY 1`,
  ],
  [
    "SELECT user_id AS id, source, count(*) AS session_count FROM sessions WHERE instr(id, ?1) = 1 GROUP BY 1, 2 ORDER BY 1, 2",
    `SELECT id, source, session_count FROM ${LIFETIMES} WHERE instr(id, ?1) = 1 AND session_count > 0 ORDER BY 1, 2`,
  ],
  [
    `SELECT session_id, model, count(*) AS uses FROM interactions WHERE instr(id, ?1) = 1 GROUP BY 1, 2 ORDER BY 1, 2`,
    `SELECT sessions.id AS session_id, used.key AS model, used.value AS uses FROM sessions, json_each(sessions.models) AS used
     WHERE instr(sessions.id, ?1) = 1 ORDER BY 1, 2`,
  ],
] as const;

const count = fc.integer({ min: 0, max: 1_000_000 });
const event = fc.record({
  session: fc.integer({ min: 0, max: 3 }),
  user: fc.integer({ min: 0, max: 2 }),
  model: fc.constantFrom("claude-sonnet-4-5-20250929", "gpt-4o", "unheard-of"),
  status: fc.constantFrom("ok", "error", "cancelled"),
  source: fc.constantFrom("api", "librechat"),
  minute: fc.integer({ min: 0, max: 90 }),
  tokens: fc.record({ input: count, output: count, cache_read: count, cache_write: count, reasoning: count }),
  api_calls: fc.integer({ min: 0, max: 5 }),
});

/** Events, and the requests in which they are sent: any of them, in any order, as often as it comes. */
const traffic = fc.array(event, { minLength: 1, maxLength: 12 }).chain((events) => {
  const index = fc.integer({ min: 0, max: events.length - 1 });
  return fc.record({
    events: fc.constant(events),
    requests: fc.array(fc.array(index, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
  });
});

it(
  "totals equal the sums over the interactions, in whatever order, parts and repetitions they came",
  { timeout: 120_000 },
  async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(traffic, async ({ events, requests }) => {
        const run = crypto.randomUUID();
        const sent = events.map(({ session, user, minute, ...fields }, index) => ({
          ...fields,
          id: `${run}_${index}`,
          session_id: `${run}_${session}`,
          user_id: `${run}_${user}`,
          type: "chat",
          timestamp: new Date(Date.UTC(2026, 2, 4, 9, minute)).toISOString(),
        }));
        for (const request of requests) {
          const response = await postJson("/track/batch", { interactions: request.map((index) => sent[index]) });
          expect(response.status).toBe(200);
        }
        for (const [expected, actual] of comparisons) {
          const [sums, totals] = await env.DB.batch([
            env.DB.prepare(expected).bind(run),
            env.DB.prepare(actual).bind(run),
          ]);
          expect(totals?.results).toEqual(sums?.results);
        }
      }),
      { numRuns: 20 },
    );
  },
);
