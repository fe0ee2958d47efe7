import { beforeEach, describe, it, type TestContext } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { everyPriceRow, rowsOf } from "./stored-prices.ts";

type Source = Parameters<ReturnType<typeof usePriceFeed>["answerFile"]>[1];
type Run = { status: string; sources: Record<string, unknown>[] };

const feed = usePriceFeed();

/** Syncs one list from a collected file; skips the test where there are none. */
async function syncFile(file: string, source: Source, { skip }: TestContext): Promise<Record<string, unknown>> {
  if (!(await feed.answerFile(file, source))) skip("the collected lists are not here");
  const run: Run = await (await postJson("/pricing/sync", { sources: [source] })).json();
  return run.sources[0] ?? {};
}

async function resolved(query: Record<string, string>): Promise<unknown> {
  return await (await getJson(`/pricing/resolve?${new URLSearchParams(query).toString()}`)).json();
}

beforeEach(plantEmptyBook);

describe("LiteLLM's lists of two weeks", () => {
  it("change six models, bring six and lose none; the second time nothing is written", async (context) => {
    const { expect } = context;
    expect(await syncFile("litellm-2026-07-24.json", "litellm", context)).toMatchObject({ status: "updated" });
    const before = await rowsOf("SELECT id FROM price_rates WHERE superseded_at_ms < 253402300799999");
    expect(before).toEqual([]);
    const second = await syncFile("litellm-2026-08-01.json", "litellm", context);
    expect(second).toMatchObject({ status: "updated", added: 6, changed: 6, quarantined: 0, vanished: 0 });
    const changed = await rowsOf(
      `SELECT DISTINCT model FROM price_rates old WHERE superseded_at_ms < 253402300799999 AND effective_to_ms = 253402300799999
         AND NOT EXISTS (SELECT 1 FROM price_rates kept WHERE kept.model = old.model AND kept.provider = old.provider
           AND kept.rates = old.rates AND kept.service_tier = old.service_tier AND kept.superseded_at_ms = 253402300799999
           AND kept.effective_to_ms = 253402300799999)`,
    );
    expect(changed).toHaveLength(Number(second["changed"]));
    const stored = await everyPriceRow();
    expect(await syncFile("litellm-2026-08-01.json", "litellm", context)).toMatchObject({ status: "unchanged" });
    expect(await everyPriceRow()).toEqual(stored);
  });
});

describe("the lists of genai-prices of August and September", () => {
  it("supersede what changed, keep what is gone and hold back what moved too far", async (context) => {
    const { expect } = context;
    await syncFile("genai-prices-v2.json", "genai-prices", context);
    const second = await syncFile("genai-prices-npm-0.1.8.json", "genai-prices", context);
    expect(second).toMatchObject({ status: "updated", models: 1694, quarantined: 3, vanished: 4 });
    // Azure's two flavours read one more path, other flavours are new: nothing is read otherwise.
    const refused = await rowsOf(
      "SELECT detail->'skipped'->'extractor_kept' AS kept FROM price_run_sources WHERE detail->'skipped'->'extractor_kept' IS NOT NULL",
    );
    expect(refused).toEqual([]);
    const [azure] = await rowsOf("SELECT rules FROM price_providers WHERE provider = 'azure'");
    expect(azure?.["rules"]).toContain('["cache_write","prompt_tokens_details","cache_write_tokens"]');
    const held = await rowsOf("SELECT model FROM price_quarantine WHERE status = 'pending' ORDER BY model");
    // A cached token at 12 times its price, and two models that became free.
    const models = ["deepseek-v4-pro", "gemma-4-26b-a4b-it", "gemma-4-31b-it"];
    expect(held).toEqual(models.map((model) => ({ model })));
    // A cut that the list dates, learnt a month later, holds from its day on.
    const sol = { provider: "openai", model: "gpt-5.6-sol" };
    expect(await resolved({ ...sol, at: "2026-08-20T12:00:00Z" })).toMatchObject({
      rate: { prices: { input: { base: "5" } } },
    });
    expect(await resolved({ ...sol, at: "2026-08-22T12:00:00Z" })).toMatchObject({
      rate: { prices: { input: { base: "4" } } },
    });
    // A rise that was announced for 2026-09-01 and cancelled.
    expect(await resolved({ provider: "anthropic", model: "claude-sonnet-5" })).toMatchObject({
      rate: { prices: { input: { base: "2" } } },
    });
  });
});

describe("all four lists", () => {
  it("make one book of less than a mebibyte in which each rate has one source", async (context) => {
    const { expect } = context;
    for (const [file, source] of [
      ["genai-prices-npm-0.1.8.json", "genai-prices"],
      ["litellm-2026-08-01.json", "litellm"],
      ["openrouter-models.json", "openrouter"],
      ["llm-prices-historical.json", "llm-prices"],
    ] as const) {
      expect(await syncFile(file, source, context)).toMatchObject({ source, status: "updated", quarantined: 0 });
    }
    const [book] = await rowsOf(
      "SELECT length(CAST(document AS BLOB)) AS bytes FROM price_books ORDER BY version DESC LIMIT 1",
    );
    expect(book?.["bytes"]).toBeGreaterThan(400_000);
    expect(book?.["bytes"]).toBeLessThan(768 * 1024);
    // Its own list from now on, the default list for the time before it was first read.
    const luna = { provider: "openrouter", model: "openai/gpt-5.6-luna" };
    expect(await resolved(luna)).toMatchObject({ rate: { source: "openrouter" } });
    expect(await resolved({ ...luna, at: "2026-08-21T12:00:00Z" })).toMatchObject({ rate: { source: "genai-prices" } });
    // Rates by service tier are LiteLLM's, the standard rate is not.
    const gpt = { provider: "openai", model: "gpt-5.4" };
    expect(await resolved(gpt)).toMatchObject({ rate: { source: "genai-prices" } });
    expect(await resolved({ ...gpt, service_tier: "batch" })).toMatchObject({
      rate: { source: "litellm", service_tier: "batch", prices: { input: { base: "1.25" } } },
    });
    // Two of LiteLLM's three keys for this model spell out that reasoning costs what output does.
    expect(
      await resolved({ provider: "google", model: "gemini-3-flash-preview", service_tier: "priority" }),
    ).toMatchObject({ rate: { source: "litellm", prices: { input: { base: "0.9" }, output: { base: "5.4" } } } });
    // Only LiteLLM knows the context tiers of this model, so the whole rate is its.
    expect(await resolved({ provider: "x-ai", model: "grok-4-fast-reasoning" })).toMatchObject({
      flags: ["tier_from_fallback"],
      rate: { source: "litellm" },
    });
    // A past price that only the cross-check list knows.
    const chat = { provider: "deepseek", model: "deepseek-chat" };
    expect(await resolved({ ...chat, at: "2025-01-01T12:00:00Z" })).toMatchObject({
      rate: { source: "llm-prices", prices: { input: { base: "0.14" }, output: { base: "0.28" } } },
    });
    expect(await resolved({ ...chat, at: "2025-03-01T12:00:00Z" })).toMatchObject({ rate: { source: "genai-prices" } });
  });

  it("charge a model on Bedrock alike by each of its names that has no price of its own", async (context) => {
    const { expect } = context;
    await syncFile("genai-prices-npm-0.1.8.json", "genai-prices", context);
    await syncFile("litellm-2026-08-01.json", "litellm", context);
    const id = "claude-sonnet-4-5-20250929-v1:0";
    const names = [
      `us.anthropic.${id}`,
      `apac.anthropic.${id}`,
      `anthropic.${id}`,
      id,
      `bedrock/anthropic.${id}`,
      `arn:aws:bedrock:us-east-1::foundation-model/anthropic.${id}`,
    ];
    const at = "2026-08-02T12:00:00Z";
    const answers = await Promise.all(names.map((model) => resolved({ provider: "aws", model, at })));
    // 3.3 and, above 200,000 tokens, 6.6: a tenth more than by the name `global.`, as each region charges.
    const input = { base: "3.3", tiers: [{ above_input_tokens: 200_000, inclusive: false, price: "6.6" }] };
    for (const [index, answer] of answers.entries()) {
      expect(answer, names[index]).toMatchObject({
        flags: ["tier_from_fallback", "price_undated"],
        rate: { prices: { input } },
      });
    }
    expect(await resolved({ provider: "aws", model: `global.anthropic.${id}`, at })).toMatchObject({
      rate: { prices: { input: { base: "3" } } },
    });
    expect(await resolved({ provider: "aws", model: `us-gov.anthropic.${id}`, at })).toMatchObject({
      rate: { prices: { input: { base: "3.6" } } },
    });
  });

  it("charge a model in GovCloud alike by each name that says so", async (context) => {
    const { expect } = context;
    await syncFile("genai-prices-npm-0.1.8.json", "genai-prices", context);
    await syncFile("litellm-2026-08-01.json", "litellm", context);
    const model = "amazon.nova-pro-v1:0";
    const at = "2026-08-02T12:00:00Z";
    const names = [
      `us-gov.${model}`,
      `bedrock/us-gov.${model}`,
      `bedrock/us-gov-east-1/${model}`,
      `arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/${model}`,
      `arn:aws-us-gov:bedrock:us-gov-east-1:1:inference-profile/us-gov.${model}`,
    ];
    for (const name of names) {
      const answer = await resolved({ provider: "aws", model: name, at });
      expect(answer, name).toMatchObject({ rate: { prices: { input: { base: "0.96" }, output: { base: "3.84" } } } });
      expect(answer, name).not.toMatchObject({ flags: expect.arrayContaining(["region_not_priced"]) });
    }
    expect(await resolved({ provider: "aws", model: "us-gov.amazon.nova-lite-v1:0", at })).toMatchObject({
      flags: expect.arrayContaining(["region_not_priced"]),
    });
  });
});
