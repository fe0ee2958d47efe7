import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import * as z from "zod";

import { postJson } from "../../../tests/stack/front-door.ts";
import { readRawUsage } from "../src/intake/read-raw-usage.ts";
import { eventOf } from "./event-of.ts";
import { everythingStored, rowsWhere } from "./stored.ts";

const MARKER = "MARKER-beside-the-usage";

const ANTHROPIC_USAGE = {
  input_tokens: 100,
  cache_read_input_tokens: 400,
  cache_creation_input_tokens: 500,
  cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 200 },
  output_tokens: 50,
  server_tool_use: { web_search_requests: 2 },
  service_tier: "standard",
};

/** An interaction with raw usage in the place of token counts and of a provider. */
function rawEvent(raw: object, fields: Record<string, unknown> = {}) {
  const { tokens: _tokens, provider: _provider, ...event } = eventOf(fields);
  return { ...event, raw_usage: { provider: "anthropic", api_flavor: "default", usage: ANTHROPIC_USAGE, ...raw } };
}

async function storedUsage(id: string): Promise<unknown> {
  const [row] = await rowsWhere("interactions", "id", id);
  return row === undefined ? undefined : JSON.parse(String(row["usage"]));
}

describe("raw usage", () => {
  it("of Anthropic is counted, priced and stored in normal form", async ({ expect }) => {
    const event = rawEvent({});
    const response = await postJson("/track/interaction", event);
    expect(response.status).toBe(201);
    // 100 × $3 + 400 × $0.30 + 300 × $3.75 + 200 × $6 + 50 × $15 per million = $0.003495; 2 searches × $10 per thousand.
    expect(await response.json()).toMatchObject({ cost: { ai_tokens: "0.023495000", status: "priced" } });
    expect(await storedUsage(event.id)).toEqual({
      tokens: { input: 1000, output: 50, cache_read: 400, cache_write: 500, cache_write_1h: 200 },
      units: { web_searches: 2 },
    });
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ provider: "anthropic" }]);
  });

  it("of xAI counts the sources searched, and says that the list has no price for them", async ({ expect }) => {
    const usage = { prompt_tokens: 1_000, completion_tokens: 100, num_sources_used: 12 };
    const event = rawEvent({ provider: "x-ai", api_flavor: "chat", usage }, { model: "grok-3" });
    const answer = await (await postJson("/track/interaction", event)).json();
    // 1,000 × $3 + 100 × $15 per million
    expect(answer).toMatchObject({ cost: { ai_tokens: "0.004500000", flags: ["units_not_priced"] } });
    const told = { code: "rate_fallback", message: expect.stringContaining("besides tokens") };
    expect(answer).toHaveProperty("warnings", expect.arrayContaining([told]));
    expect(await storedUsage(event.id)).toEqual({
      tokens: { input: 1_000, output: 100 },
      other_units: { search_sources: 12 },
    });
  });

  it("of Gemini has its reasoning added, whatever the semantics say", async ({ expect }) => {
    const usage = { promptTokenCount: 123, candidatesTokenCount: 12, thoughtsTokenCount: 132 };
    const event = rawEvent(
      { provider: "google", usage },
      { model: "gemini-2.5-pro", usage_semantics: "exclusive", reasoning_semantics: "added" },
    );
    const response = await postJson("/track/interaction", event);
    // 123 × $1.25 + (12 + 132) × $10 per million
    expect(await response.json()).toMatchObject({ cost: { ai_tokens: "0.001593750" } });
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 123, output: 144, reasoning: 132 } });
  });

  it("says the same as the token counts that it stands for", async ({ expect }) => {
    const { raw_usage, ...event } = rawEvent({});
    expect((await postJson("/track/interaction", { ...event, raw_usage })).status).toBe(201);
    const again = await postJson("/track/interaction", {
      ...event,
      provider: "anthropic",
      tokens: { input: 1000, output: 50, cache_read: 400, cache_write: 500, cache_write_1h: 200 },
      units: { web_searches: 2 },
    });
    expect([again.status, await again.json()]).toMatchObject([200, { status: "duplicate" }]);
  });

  it("leaves nothing behind but its counts", async ({ expect }) => {
    const usage = { usage: ANTHROPIC_USAGE, content: [{ type: "text", text: MARKER }], [MARKER]: MARKER };
    const event = rawEvent({ usage, note: MARKER });
    const response = await postJson("/track/interaction", event);
    expect(response.status).toBe(201);
    expect(await response.text()).not.toContain(MARKER);
    expect(await everythingStored()).not.toContain(MARKER);
  });

  it("that is not possible is cut, stored and warned about", async ({ expect }) => {
    const usage = { prompt_tokens: 10, prompt_tokens_details: { cached_tokens: 40 }, completion_tokens: -3 };
    const event = rawEvent({ provider: "openai", api_flavor: "chat", usage }, { model: "gpt-4o" });
    const response = await postJson("/track/interaction", event);
    expect(await response.json()).toMatchObject({
      status: "recorded",
      warnings: [{ code: "clamped_tokens" }, { code: "unknown_session" }],
    });
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 10, cache_read: 10 } });
  });

  it.for<[name: string, raw: object, fields: object, path: string, message: RegExp]>([
    ["an unknown provider", { provider: "acme" }, {}, "raw_usage.provider", /known are .*anthropic.*openai/],
    ["an unknown flavour", { api_flavor: "smoke" }, {}, "raw_usage.api_flavor", /known are default, chat$/],
    [
      "usage of another API",
      { usage: { prompt_tokens: 5 } },
      {},
      "raw_usage.usage",
      /none of the counts .* those of chat$/,
    ],
    [
      "an impossible count",
      { usage: { input_tokens: 1e15 } },
      {},
      "raw_usage.usage",
      /more than 1000000000000: input$/,
    ],
    ["usage that is no object", { usage: 5 }, {}, "raw_usage.usage", /object|record/],
    ["no flavour", { api_flavor: undefined }, {}, "raw_usage.api_flavor", /text/],
    ["token counts beside it", {}, { tokens: { input: 1 } }, "raw_usage", /together with token counts/],
    ["older token counts beside it", {}, { prompt_tokens: 1 }, "raw_usage", /together with token counts/],
  ])("with %s is refused", async ([, raw, fields, path, message], { expect }) => {
    const event = { ...rawEvent(raw), ...fields };
    const response = await postJson("/track/interaction", event);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: "invalid_input", errors: [{ path, message: expect.stringMatching(message) }] },
    ]);
    expect(await storedUsage(event.id)).toBeUndefined();
  });

  it("in a batch is checked item by item", async ({ expect }) => {
    const [good, bad, plain] = [rawEvent({}), rawEvent({ api_flavor: "smoke" }), eventOf()];
    const response = await postJson("/track/batch", { interactions: [good, bad, plain] });
    expect(await response.json()).toMatchObject({
      recorded: 2,
      rejected: 1,
      results: [
        { id: good.id, status: "recorded", cost: { ai_tokens: "0.023495000" } },
        { id: bad.id, status: "invalid", error: { errors: [{ path: "raw_usage.api_flavor" }] } },
        { id: plain.id, status: "recorded" },
      ],
    });
  });

  it("without a price book to read it by is to be sent again", ({ expect }) => {
    const raw = { provider: "anthropic", api_flavor: "default", usage: ANTHROPIC_USAGE };
    expect(() => readRawUsage(raw, null)).toThrow(
      expect.objectContaining({ code: "service_unavailable", headers: { "retry-after": "5" } }),
    );
  });
});

describe("a price book of another format", () => {
  it("is published anew, and raw usage is read by it", async ({ expect }) => {
    await postJson("/track/interaction", eventOf());
    await env.DB.batch([
      env.DB.prepare("INSERT INTO price_revisions SELECT max(version) + 1, 0, 'test', NULL FROM price_books"),
      env.DB.prepare(
        `INSERT INTO price_books (version, published_at_ms, format, content_sha256, document)
          SELECT max(version) + 1, max(published_at_ms), 2, 'old', '{"format":2,"providers":[]}' FROM price_books`,
      ),
    ]);
    const event = rawEvent({});
    const send = async () => {
      const response = await postJson("/track/interaction", { ...event, id: crypto.randomUUID() });
      const newest = await env.DB.prepare("SELECT format FROM price_books ORDER BY version DESC LIMIT 1").first();
      return { status: response.status, newest };
    };
    await expect.poll(send, { timeout: 15_000, interval: 500 }).toEqual({ status: 201, newest: { format: 3 } });
  });
});

const Recorded = z.object({
  cost: z.object({ status: z.string(), ai_tokens: z.string().nullable() }),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});

const send = async (raw: object, fields: Record<string, unknown> = {}) => {
  const response = await postJson("/track/interaction", rawEvent(raw, fields));
  return await response.json();
};

async function fallbacksIn(inference_geo: string | null) {
  const { warnings } = Recorded.parse(await send({ usage: { ...ANTHROPIC_USAGE, inference_geo } }));
  return warnings.filter(({ code }) => code === "rate_fallback");
}

describe("what a raw usage object says beside its counts", () => {
  it("is the service tier, when the event names none", async ({ expect }) => {
    const usage = { ...ANTHROPIC_USAGE, service_tier: "priority" };
    const [silent, said] = [await send({ usage }), await send({ usage }, { service_tier: "batch" })];
    expect([silent, said]).toMatchObject([
      {
        cost: { service_tier: "priority", flags: ["tier_fallback"] },
        warnings: expect.arrayContaining([expect.objectContaining({ code: "rate_fallback" })]),
      },
      { cost: { service_tier: "batch" } },
    ]);
  });

  it("is no tier that is not a name", async ({ expect }) => {
    const answer = await send({ usage: { ...ANTHROPIC_USAGE, service_tier: "Call me at noon" } });
    expect(answer).toMatchObject({ cost: { service_tier: "standard", flags: [] } });
  });

  it.for([
    ["standard", "priority", true],
    ["priority", "default", true],
    ["priority", "priority", false],
    ["batch", "standard", false],
    ["flex", "Call me at noon", false],
  ] as const)("is a tier that is told when the event says %s and the answer %s: %s", async (sample, { expect }) => {
    const [said, answered, isTold] = sample;
    const answer = await send({ usage: { ...ANTHROPIC_USAGE, service_tier: answered } }, { service_tier: said });
    const told = Recorded.parse(answer).warnings.filter(({ code }) => code === "usage_inconsistent");
    expect(told).toHaveLength(isTold ? 1 : 0);
    expect(answer).toMatchObject({ cost: { service_tier: said } });
  });

  it.for([
    ["claude-haiku-4-5", true],
    ["claude-sonnet-4-5-20250929", false],
    ["claude-sonnet-4-5", false],
    ["prod-chat", false],
    ["Call me at noon", false],
  ] as const)("is a model of another price than the event's, %s: told %s", async ([model, isTold], { expect }) => {
    const answer = await send({ usage: { id: "msg_1", model, usage: ANTHROPIC_USAGE } });
    const told = Recorded.parse(answer).warnings.filter(({ code }) => code === "usage_inconsistent");
    expect(told).toHaveLength(isTold ? 1 : 0);
    expect(answer).toMatchObject({ cost: { ai_tokens: "0.023495000" } });
  });

  it("is the service tier of Bedrock's Converse, which stands beside the usage", async ({ expect }) => {
    const usage = {
      usage: { inputTokens: 1_000, outputTokens: 100, totalTokens: 1_100 },
      serviceTier: { type: "flex" },
    };
    const event = rawEvent({ provider: "aws", usage }, { model: "amazon.nova-lite-v1:0" });
    const answer = await (await postJson("/track/interaction", event)).json();
    expect(answer).toMatchObject({ cost: { service_tier: "flex" } });
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ service_tier: "flex" }]);
  });

  it.for([undefined, "standard", "auto"])(
    "is the fast mode, when the event names the tier %s",
    async (tier, { expect }) => {
      const answer = await send({ usage: { ...ANTHROPIC_USAGE, speed: "fast" } }, { service_tier: tier });
      expect(answer).toMatchObject({
        cost: { ai_tokens: "0.023495000", flags: ["unknown_service_tier"] },
        warnings: expect.arrayContaining([
          { code: "rate_fallback", message: "the service tier is not known; the standard price was taken" },
        ]),
      });
    },
  );

  it("is where the call ran, whose price is not known", async ({ expect }) => {
    expect(await fallbacksIn("us")).toEqual([
      { code: "rate_fallback", message: expect.stringContaining("inference_geo is us; no price of a place") },
    ]);
    for (const plain of [null, "global", "not_available"]) expect(await fallbacksIn(plain)).toEqual([]);
  });

  it("is what further calls used, which is not charged", async ({ expect }) => {
    const iterations = [
      { type: "message", input_tokens: 100, output_tokens: 50 },
      { type: "compaction", input_tokens: 10, cache_creation_input_tokens: 55_096, output_tokens: 4 },
    ];
    expect(await send({ usage: { ...ANTHROPIC_USAGE, iterations } })).toMatchObject({
      warnings: expect.arrayContaining([
        { code: "extra_iterations", message: expect.stringContaining("55110 tokens of further calls (compaction)") },
      ]),
    });
  });

  it("is a total larger than its parts", async ({ expect }) => {
    const usage = { prompt_tokens: 35, completion_tokens: 12, total_tokens: 109 };
    expect(await send({ provider: "openai", api_flavor: "chat", usage }, { model: "gpt-4o" })).toMatchObject({
      warnings: expect.arrayContaining([{ code: "hidden_tokens", message: expect.stringContaining("62 tokens more") }]),
    });
  });

  it("is what came from the cache under a name that is not read, which is charged as fresh", async ({ expect }) => {
    const usage = { prompt_tokens: 1_000, completion_tokens: 100, prompt_cache_hit_tokens: 900 };
    const answer = Recorded.parse(await send({ provider: "openai", api_flavor: "chat", usage }, { model: "gpt-4o" }));
    // 1,000 × $2.50 + 100 × $10 per million
    expect(answer.cost).toMatchObject({ ai_tokens: "0.003500000" });
    expect(answer.warnings).toContainEqual({
      code: "rate_fallback",
      message: expect.stringMatching(/^raw_usage: prompt_cache_hit_tokens says that 900 tokens came from the cache/),
    });
  });

  it("is what OpenRouter charged, where no price is known", async ({ expect }) => {
    const usage = { prompt_tokens: 35, completion_tokens: 12, cost: 0.0042 };
    const raw = { provider: "openrouter", api_flavor: "chat", usage };
    expect(await send(raw, { model: "nobody/knows-it" })).toMatchObject({
      cost: { status: "reported", ai_tokens: "0.004200000" },
    });
  });

  it.for<[string, number, number]>([
    ["is another", 0.0123, 1],
    ["is off by less than a hundredth", 0.003304, 0],
  ])("is told as odd when what OpenRouter charged %s than the price list makes", async ([, cost, told], { expect }) => {
    // gpt-4o: 1,000 × $2.50 and 80 × $10 per million are $0.0033.
    const usage = { prompt_tokens: 1_000, completion_tokens: 80, cost };
    const raw = { provider: "openrouter", api_flavor: "chat", usage };
    const answer = Recorded.parse(await send(raw, { model: "openai/gpt-4o" }));
    expect(answer.cost).toMatchObject({ status: "priced", ai_tokens: "0.003300000" });
    expect(answer.warnings.filter(({ code }) => code === "usage_inconsistent")).toHaveLength(told);
  });
});

describe("the URL of an API", () => {
  it("names the provider that is stored, and is not stored itself", async ({ expect }) => {
    const event = {
      ...eventOf(),
      model: "gpt-4o",
      provider: null,
      provider_api_url: `https://api.openai.com/v1/${MARKER}`,
    };
    const answer = await postJson("/track/interaction", event);
    expect(await answer.json()).toMatchObject({ cost: { status: "priced" } });
    const [row] = await rowsWhere("interactions", "id", event.id);
    expect(row).toMatchObject({ provider: "openai" });
    expect(await everythingStored()).not.toContain(MARKER);
  });
});

describe("raw usage without a usable count", () => {
  const CHAT = { provider: "openai", api_flavor: "chat" };
  const EXPECTED = "expected prompt_tokens, completion_tokens";

  it.for([{}, { prompt_tokens: null, completion_tokens: null }, { total_tokens: 150 }, { prompt_tokens: -500 }])(
    "is stored as unknown, and what was expected is told: %j",
    async (usage, { expect }) => {
      const event = rawEvent({ ...CHAT, usage }, { model: "gpt-4o" });
      const response = await postJson("/track/interaction", event);
      const answer: unknown = await response.json();
      expect([response.status, answer]).toMatchObject([
        201,
        { cost: { ai_tokens: null, status: "unpriced", unpriced_reason: "usage_unknown" } },
      ]);
      const told = Recorded.parse(answer).warnings.filter(({ code }) => code === "usage_unknown");
      expect(told).toEqual([{ code: "usage_unknown", message: expect.stringContaining(EXPECTED) }]);
      expect(await storedUsage(event.id)).toEqual({});
    },
  );

  it("keeps what OpenRouter charged", async ({ expect }) => {
    const raw = { provider: "openrouter", api_flavor: "chat", usage: { cost: 0.0042 } };
    expect(await send(raw, { model: "openai/gpt-4o" })).toMatchObject({
      cost: { status: "reported", ai_tokens: "0.004200000" },
    });
  });

  it("keeps the searches that are counted beside it", async ({ expect }) => {
    const event = rawEvent({ usage: {} }, { units: { web_searches: 3 } });
    await postJson("/track/interaction", event);
    expect(await storedUsage(event.id)).toEqual({ units: { web_searches: 3 } });
  });

  it("is stored from a batch too", async ({ expect }) => {
    const response = await postJson("/track/batch", { interactions: [rawEvent({ ...CHAT, usage: {} })] });
    expect(await response.json()).toMatchObject({
      recorded: 1,
      results: [{ cost: { unpriced_reason: "usage_unknown" } }],
    });
  });
});
