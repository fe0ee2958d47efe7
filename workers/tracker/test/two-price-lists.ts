import type { ExpectStatic } from "vitest";

import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { runOf, stepOnce } from "./stepping.ts";
import { allInteractions, removeEverything, totalsOfEverything } from "./totals-of-everything.ts";

export const MINUTE_MS = 60_000;
export const START_MS = Date.parse("2024-03-04T09:00:00Z");

/** An interaction of 100 tokens in and 10 out, so many minutes after the start. */
export const usage = (id: string, model: string, minute: number) =>
  eventOf({
    id,
    session_id: `s-${minute % 2}`,
    user_id: "ada",
    provider: "acme",
    model,
    tokens: { input: 100, output: 10 },
    timestamp: new Date(START_MS + minute * MINUTE_MS).toISOString(),
  });

/**
 * Six interactions of `a` at 100·1 + 10·2 micro-dollars, and three of the unpriced `b`, a minute apart; then newer prices
 * for both, by which they cost 100·3 + 10·2 and 100·5.
 */
export async function plantTwoPriceLists(): Promise<void> {
  await removeEverything();
  const first = await publishPrices({ a: { input: 1, output: 2 } });
  const models = ["a", "b", "a", "a", "b", "a", "a", "b", "a"];
  await recordWith(
    first,
    models.map((model, index) => usage(`i-${index}`, model, index)),
  );
  await publishPrices({ a: { input: 3, output: 2 }, b: { input: 5, output: 0 } });
}

/** What they cost by each of the lists, in nano-dollars. */
export const BEFORE = [120_000, null, 120_000, 120_000, null, 120_000, 120_000, null, 120_000];
export const AFTER = [320_000, 500_000, 320_000, 320_000, 500_000, 320_000, 320_000, 500_000, 320_000];

/** What every interaction costs for AI, in nano-dollars, by id. */
export async function costs(): Promise<(number | null)[]> {
  return (await allInteractions()).map(({ ai_tokens_cost_nano_usd: cost }) => (cost === null ? null : Number(cost)));
}

/** Fails unless all totals are the sums over the interactions. */
export async function expectExactTotals(expect: ExpectStatic): Promise<void> {
  const { expected, actual } = await totalsOfEverything();
  expect(actual).toEqual(expected);
}

/** Takes the steps of a run until it ends. */
export async function finish(id: string, limit = 2): Promise<void> {
  while ((await runOf(id)).status === "running") await stepOnce(id, limit);
}
