import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

const GOOD = {
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: 1.25e-6,
  output_cost_per_token: 1e-5,
  cache_read_input_token_cost: 1.25e-7,
  input_cost_per_token_above_200k_tokens: 2.5e-6,
  input_cost_per_token_flex: 6.25e-7,
  output_cost_per_token_flex: 5e-6,
};

type Run = { status: string; sources: { status: string; skipped: number; quarantined: number }[] };

async function sync(entry: object): Promise<Run> {
  await feed.answer({ body: JSON.stringify({ m1: { ...GOOD, ...entry } }) }, "litellm");
  return await (await postJson("/pricing/sync", { sources: ["litellm"] })).json();
}

/** What the newest run has left out, by reason. */
async function skippedLast(): Promise<unknown> {
  const [row] = await rowsOf(
    "SELECT detail->'skipped' AS skipped FROM price_run_sources ORDER BY started_at_ms DESC LIMIT 1",
  );
  return JSON.parse(String(row?.["skipped"]));
}

async function resolve(tier: string): Promise<{ flags: string[]; rate: { service_tier: string; prices: unknown } }> {
  return await (await getJson(`/pricing/resolve?provider=acme&model=m1&service_tier=${tier}`)).json();
}

beforeEach(async () => {
  await plantEmptyBook();
  await sync({});
});

describe("a price of a service tier that cannot be read", () => {
  it.for<[string, object]>([
    ["zero", { input_cost_per_token_flex: 0 }],
    ["no number", { output_cost_per_token_flex: "NaN" }],
    ["zero in and out", { input_cost_per_token_flex: 0, output_cost_per_token_flex: 0 }],
  ])("%s stays as it was, and is listed", async ([, damage], { expect }) => {
    const run = await sync({ ...damage, output_cost_per_token: 1.1e-5 });
    expect(run).toMatchObject({ status: "ok", sources: [{ status: "updated", changed: 1, quarantined: 0 }] });
    expect(run.sources[0]?.skipped).toBe(Object.keys(damage).length);
    expect(await resolve("flex")).toMatchObject({
      flags: [],
      rate: { service_tier: "flex", prices: { input: { base: "0.625" }, output: { base: "5" } } },
    });
    expect(await resolve("standard")).toMatchObject({ rate: { prices: { output: { base: "11" } } } });
  });

  it("goes on when it is back", async ({ expect }) => {
    await sync({ input_cost_per_token_flex: 0 });
    await sync({ input_cost_per_token_flex: 7e-7 });
    expect(await resolve("flex")).toMatchObject({
      rate: { prices: { input: { base: "0.7" }, output: { base: "5" } } },
    });
  });
});

describe("a service tier that has left the list", () => {
  const WITHOUT = { input_cost_per_token_flex: undefined, output_cost_per_token_flex: undefined };
  const FLEX = {
    flags: [],
    rate: { service_tier: "flex", prices: { input: { base: "0.625" }, output: { base: "5" } } },
  };
  const LOST = { missing_price: { count: 1, examples: ["acme/m1: input, output, flex"] } };

  it("stays as it was, and is listed run by run, while the rest follows the list", async ({ expect }) => {
    const run = await sync({ ...WITHOUT, cache_read_input_token_cost: 1.3e-7 });
    expect(run).toMatchObject({ status: "ok", sources: [{ changed: 1, quarantined: 0, skipped: 1 }] });
    expect(await resolve("flex")).toMatchObject(FLEX);
    expect(await resolve("standard")).toMatchObject({ rate: { prices: { cache_read: { base: "0.13" } } } });
    await sync(WITHOUT);
    expect(await skippedLast()).toEqual(LOST);
    expect(await resolve("flex")).toMatchObject(FLEX);
  });

  it("stays as long as the standard price that it belongs to, which moves too far, is held", async ({ expect }) => {
    const run = await sync({ ...WITHOUT, input_cost_per_token: 1.5e-5 });
    expect(run).toMatchObject({ sources: [{ quarantined: 1, skipped: 1 }] });
    expect(await resolve("flex")).toMatchObject(FLEX);
  });

  it("ends with the next list once an admin has approved another standard price", async ({ expect }) => {
    const dearer = { ...WITHOUT, input_cost_per_token: 1.5e-5 };
    await sync(dearer);
    const { data }: { data: { id: string }[] } = await (await getJson("/pricing/quarantine")).json();
    await postJson(`/pricing/quarantine/${data[0]?.id}/approve`, {});
    await sync({ ...dearer, cache_read_input_token_cost: 1.3e-7 });
    expect(await resolve("flex")).toMatchObject({
      flags: ["tier_fallback"],
      rate: { service_tier: "standard", prices: { input: { base: "15" } } },
    });
  });

  it("ends with the standard price that it belongs to, and goes on when both are soon listed again", async ({
    expect,
  }) => {
    await sync({ ...WITHOUT, output_cost_per_token: 1.1e-5 });
    expect(await resolve("flex")).toMatchObject({ flags: ["tier_fallback"], rate: { service_tier: "standard" } });
    const endedAt = new Date().toISOString();
    await sync({});
    const then = await getJson(`/pricing/resolve?provider=acme&model=m1&service_tier=flex&at=${endedAt}`);
    expect(await then.json()).toMatchObject({ flags: [], rate: { service_tier: "flex" } });
  });

  it("is held when it comes anew at far more than the standard rate", async ({ expect }) => {
    const run = await sync({ input_cost_per_token_priority: 1.3e-5, output_cost_per_token_priority: 2e-5 });
    expect(run).toMatchObject({ sources: [{ quarantined: 1 }] });
    expect(await resolve("priority")).toMatchObject({ flags: ["tier_fallback"], rate: { service_tier: "standard" } });
  });
});

describe("a price of a long context that cannot be read", () => {
  it("stays as it was", async ({ expect }) => {
    await sync({ input_cost_per_token_above_200k_tokens: 0, input_cost_per_token: 1.3e-6 });
    expect(await resolve("standard")).toMatchObject({
      rate: { prices: { input: { base: "1.3", tiers: [{ above_input_tokens: 200_000, price: "2.5" }] } } },
    });
  });
});

describe("a cache price that has left the list", () => {
  const WITHOUT = { cache_read_input_token_cost: undefined };

  it("stays as it was, and is listed, while the rest follows the list", async ({ expect }) => {
    const run = await sync({ ...WITHOUT, output_cost_per_token: 1.1e-5 });
    expect(run).toMatchObject({ status: "ok", sources: [{ changed: 1, quarantined: 0, skipped: 1 }] });
    expect(await resolve("standard")).toMatchObject({
      rate: { prices: { cache_read: { base: "0.125" }, output: { base: "11" } } },
    });
    expect(await skippedLast()).toEqual({
      missing_price: { count: 1, examples: ["acme/m1: cache_read"] },
    });
  });

  it("goes with the price of input that it belongs to", async ({ expect }) => {
    await sync({ ...WITHOUT, input_cost_per_token: 1e-6, input_cost_per_token_above_200k_tokens: undefined });
    const { rate } = await resolve("standard");
    expect(rate.prices).toMatchObject({ input: { base: "1" } });
    expect(rate.prices).not.toHaveProperty("cache_read");
  });
});

describe("a context tier that the list tells at two prices", () => {
  it("stays as it was", async ({ expect }) => {
    const tiered_pricing = [
      { range: [200_000, 300_000], input_cost_per_token: 2.5e-6 },
      { range: [200_000, 1_000_000], input_cost_per_token: 4e-6 },
    ];
    await sync({ tiered_pricing, output_cost_per_token: 1.1e-5 });
    expect(await resolve("standard")).toMatchObject({
      rate: { prices: { input: { tiers: [{ above_input_tokens: 200_000, price: "2.5" }] }, output: { base: "11" } } },
    });
    expect(await skippedLast()).toEqual({ ambiguous: { count: 1, examples: ["m1: input_cost_per_token"] } });
  });
});
