import { env } from "cloudflare:workers";
import { it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { runOf, startRun } from "./stepping.ts";
import { finish } from "./two-price-lists.ts";

const chat = { provider: "openai", model: "gpt-4o", tokens: { input: 1000, output: 100, cache_read: 400 } };
const anthropicUsage = { input_tokens: 10, cache_read_input_tokens: 2000, output_tokens: 300 };

/** Everything that plays a part in a cost, and what stays without one. */
const KINDS: Record<string, Record<string, unknown>> = {
  "tokens of all kinds": { ...chat, tokens: { ...chat.tokens, reasoning: 50, input_audio: 30, output_audio: 20 } },
  "exclusive counts": {
    tokens: { input: 10, output: 100, cache_read: 400, cache_write: 90 },
    usage_semantics: "exclusive",
  },
  "a raw usage object": {
    tokens: undefined,
    raw_usage: { provider: "anthropic", api_flavor: "default", usage: anthropicUsage },
  },
  "more than a threshold": { tokens: { input: 250_000, output: 100 } },
  "searches and requests": { units: { web_searches: 3, requests: 2 } },
  "a service tier": { ...chat, service_tier: "batch" },
  "an unknown tier": { ...chat, service_tier: "warp" },
  "what it cost, of a known model": { ...chat, cost_usd: "0.5" },
  "what it cost, of an unknown model": { ...chat, model: "unheard-of", cost_usd: "0.5" },
  "a cost of 0, of an unknown model": { ...chat, model: "unheard-of", cost_usd: 0 },
  "an unknown model": { ...chat, model: "unheard-of" },
  "no model": { provider: undefined, model: undefined },
  "no usage": { tokens: undefined },
  "a cost event": { type: "cost-event", provider: undefined, model: undefined, tokens: undefined, cost_usd: "1.25" },
  "a cost event without its cost": { type: "cost-event", provider: undefined, model: undefined, tokens: undefined },
  "a cost event with counts": { type: "cost-event", ...chat },
  "a database event": {
    type: "db",
    provider: undefined,
    model: undefined,
    tokens: undefined,
    db: { rows_read: 5, rows_written: 7 },
  },
  "an API event": { type: "api", provider: "serp", model: undefined, tokens: undefined, api_calls: 11 },
  "resources beside tokens": {
    ...chat,
    db: { rows_read: 900, rows_written: 7 },
    api_calls: 3,
    compute: { cpu_ms: 40 },
  },
};

it("finds the same cost again for whatever was recorded", async ({ expect }) => {
  const interactions = Object.values(KINDS).map((fields) => eventOf(fields));
  const answer: unknown = await (await postJson("/track/batch", { interactions })).json();
  expect(answer).toMatchObject({ results: interactions.map(({ id }) => ({ id, status: "recorded" })) });
  const known = await env.DB.prepare("SELECT count(DISTINCT cost_status) AS n FROM interactions").first("n");
  expect(known, "priced, reported, unpriced and of unknown usage").toBe(4);
  const id = await startRun({ isDryRun: true });
  await finish(id, 500);
  expect(await runOf(id)).toMatchObject({ examinedCount: interactions.length, changedCount: 0 });
});
