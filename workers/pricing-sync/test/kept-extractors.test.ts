import { beforeAll, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

type Run = { run_id: string; sources: unknown[] };

const feed = usePriceFeed();

const IN = { path: "prompt_tokens", dest: "input_tokens" };
const OUT = { path: "completion_tokens", dest: "output_tokens" };
const THOUGHTS = { path: "thoughts", dest: "output_tokens" };
const CACHED = { path: "cached", dest: "cache_read_tokens" };
const TEXT = { path: "text_tokens", dest: "input_tokens" };
const USAGE = {
  prompt_tokens: 1_000,
  completion_tokens: 100,
  thoughts: 50,
  total_tokens: 1_150,
  cached: 200,
  text_tokens: 1_000,
};

type Mapping = { path: string; dest: string };

/** A list of one model with these flavours of one API; the output costs $10 a million, what comes from a cache $0.50. */
const listOf = (inputUsd: number, flavors: Record<string, Mapping[]>) =>
  feedOf(
    { m1: { input_mtok: inputUsd, cache_read_mtok: 0.5, output_mtok: 10 } },
    { extractors: Object.entries(flavors).map(([api_flavor, mappings]) => ({ api_flavor, root: "usage", mappings })) },
  );

const GOOD = [IN, OUT, THOUGHTS];
const SOUND = listOf(2, { drops: GOOD, swaps: GOOD, totals: GOOD, twice: GOOD, adds: GOOD });
const DAMAGED = listOf(3, {
  drops: [IN, OUT],
  swaps: [{ ...IN, dest: OUT.dest }, { ...OUT, dest: IN.dest }, THOUGHTS],
  totals: [{ ...IN, path: "total_tokens" }, OUT, THOUGHTS],
  twice: [...GOOD, TEXT],
  adds: [...GOOD, CACHED],
});

async function sync(body: Record<string, unknown> = {}): Promise<Run> {
  return await (await postJson("/pricing/sync", { sources: ["genai-prices"], ...body })).json();
}

/** What a run tells of extractors that it left as they were. */
async function keptIn({ run_id }: Run): Promise<unknown> {
  const run: { sources: { skipped_by_reason: { reason: string }[] }[] } = await (
    await getJson(`/pricing/runs/${run_id}`)
  ).json();
  return run.sources.flatMap(({ skipped_by_reason: skipped }) => skipped);
}

/** What a call costs whose usage came as the provider's own object of this flavour. */
async function costOf(flavor: string): Promise<string> {
  const raw_usage = { provider: "acme", api_flavor: flavor, usage: USAGE };
  const event = { session_id: crypto.randomUUID(), user_id: "u", type: "chat", model: "m1", raw_usage };
  const answer: { cost: { ai_tokens: string } } = await (await postJson("/track/interaction", event)).json();
  return answer.cost.ai_tokens;
}

const DROPS = "acme/drops reads thoughts as nothing instead of output";
const SWAPS =
  "acme/swaps reads prompt_tokens as output instead of input and completion_tokens as input instead of output";
const TOTALS = "acme/totals reads prompt_tokens as nothing instead of input and total_tokens as input";
const TWICE = "acme/twice reads text_tokens as input";

const REASON = "raw usage of 4 API flavours is read as before, not as listed";

describe("a list that reads raw usage otherwise than before", () => {
  let run: Run;

  beforeAll(async () => {
    await plantEmptyBook();
    await feed.answer({ body: SOUND });
    await sync();
    await feed.answer({ body: DAMAGED });
    run = await sync();
  });

  it("says in its run what was kept", async ({ expect }) => {
    expect(run).toMatchObject({
      status: "ok",
      sources: [{ status: "updated", changed: 1, skipped: 4, reason: REASON }],
    });
    const listed: unknown = await (await getJson("/pricing/runs?limit=1")).json();
    expect(listed).toMatchObject({ data: [{ run_id: run.run_id, sources: [{ reason: REASON }] }] });
    expect(await keptIn(run)).toEqual([
      { reason: "extractor_kept", count: 4, examples: [DROPS, SWAPS, TOTALS, TWICE] },
    ]);
  });

  it("changes no count of a call, while its prices and what it reads besides are taken over", async ({ expect }) => {
    // 800 × $3 + 200 × $0.50 + (100 + 50) × $10 a million; the new price shows that the new book is in force.
    await expect.poll(async () => await costOf("adds"), { timeout: 15_000, interval: 500 }).toBe("0.004000000");
    // 1,000 × $3 + (100 + 50) × $10 a million.
    for (const flavor of ["drops", "swaps", "totals", "twice"])
      expect(await costOf(flavor), flavor).toBe("0.004500000");
  });

  it("is believed of the flavours that an admin accepts, and of no other", async ({ expect }) => {
    const accepting = { accept_extractors: ["acme/drops"] };
    expect((await postJson("/pricing/sync", accepting)).status).toBe(400);
    const accepted = await sync(accepting);
    expect(await keptIn(accepted)).toEqual([{ reason: "extractor_kept", count: 3, examples: [SWAPS, TOTALS, TWICE] }]);
    const told = await rowsOf("SELECT detail->'accept_extractors' AS accepted FROM audit_log ORDER BY occurred_at_ms");
    expect(told.at(-1)).toEqual({ accepted: '["acme/drops"]' });
    // 1,000 × $3 + 100 × $10 a million
    await expect.poll(async () => await costOf("drops"), { timeout: 15_000, interval: 500 }).toBe("0.004000000");
    expect(await costOf("swaps")).toBe("0.004500000");
    expect(await sync(), "the same list").toMatchObject({ sources: [{ status: "unchanged" }] });
  });
});

describe("a list that takes back what it has read besides since yesterday", () => {
  it("is believed without an admin", async ({ expect }) => {
    await plantEmptyBook();
    await feed.answer({ body: SOUND });
    await sync();
    await feed.answer({ body: listOf(2, { adds: [...GOOD, CACHED] }) });
    await sync();
    // 800 × $2 + 200 × $0.50 + (100 + 50) × $10 a million.
    await expect.poll(async () => await costOf("adds"), { timeout: 15_000, interval: 500 }).toBe("0.003200000");
    await feed.answer({ body: SOUND });
    const run = await sync();
    expect(await keptIn(run)).toEqual([]);
    // 1,000 × $2 + (100 + 50) × $10 a million.
    await expect.poll(async () => await costOf("adds"), { timeout: 15_000, interval: 500 }).toBe("0.003500000");
  });
});

describe("a list whose extractors cannot be read", () => {
  it("leaves those as they were, says so, and its prices are taken over", async ({ expect }) => {
    await plantEmptyBook();
    await feed.answer({ body: SOUND });
    await sync();
    await feed.answer({ body: feedOf({ m1: { input_mtok: 3, output_mtok: 10 } }, { extractors: "x" }) });
    const run = await sync();
    expect(run).toMatchObject({ status: "ok", sources: [{ status: "updated", changed: 1 }] });
    expect(await keptIn(run)).toContainEqual({ reason: "not_expressible", count: 1, examples: ["acme: extractors"] });
    // 1,000 × $3 + (100 + 50) × $10 a million.
    await expect.poll(async () => await costOf("adds"), { timeout: 15_000, interval: 500 }).toBe("0.004500000");
  });
});
