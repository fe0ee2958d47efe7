import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { createKey } from "./create-key.ts";
import { sendJson } from "./send-json.ts";
import { rowsOf } from "./stored-prices.ts";

type Rate = { id: string; source: string; prices: Record<string, { base: string }>; effective_from: string | null };
type Resolved = { status: string; matched_by?: string; reason?: string; rate?: Rate };
type Cost = { cost: { ai_tokens: string | null; status: string; source: string | null; matched_by: string | null } };

const freshModel = () => `own-${crypto.randomUUID()}`;
const overridePath = (model: string, provider = "openai") =>
  `/pricing/overrides/${provider}/${encodeURIComponent(model)}`;

async function put(path: string, body: unknown): Promise<Rate> {
  const response = await sendJson("PUT", path, body);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

async function resolve(query: Record<string, string>): Promise<Resolved> {
  return await (await getJson(`/pricing/resolve?${new URLSearchParams(query).toString()}`)).json();
}

async function track(event: Record<string, unknown>): Promise<Cost> {
  const ids = { session_id: crypto.randomUUID(), user_id: "u", type: "chat" };
  return await (await postJson("/track/interaction", { ...ids, ...event })).json();
}

const baseOf = ({ rate }: Resolved) => rate?.prices["input"]?.base;

describe("own rates", () => {
  it("price a model that no list knows, at once and for every date", async ({ expect }) => {
    const model = freshModel();
    const rate = await put(overridePath(model, "my-cluster"), { prices: { input: "2.50", output: "10" } });
    expect(rate).toMatchObject({ source: "override", provider: "my-cluster", model, effective_from: null });
    const event = { provider: "my-cluster", model, timestamp: "2026-03-04T09:00:00Z" };
    // 1,000 × $2.50 + 100 × $10 a million.
    expect(await track({ ...event, tokens: { input: 1_000, output: 100 } })).toMatchObject({
      cost: { ai_tokens: "0.003500000", status: "priced", source: "override", matched_by: "override" },
    });
  });

  it("go before the price lists, for the models that they are set for", async ({ expect }) => {
    await put(overridePath("gpt-4o-mini"), { prices: { input: "7", output: "8" } });
    expect(await resolve({ provider: "openai", model: "gpt-4o-mini" })).toMatchObject({
      matched_by: "override",
      rate: { source: "override", prices: { input: { base: "7" } } },
    });
    expect(await resolve({ provider: "openai", model: "gpt-4o" })).toMatchObject({ rate: { source: "genai-prices" } });
  });

  it("of a model that the lists price hold from now on unless a date is given", async ({ expect }) => {
    const path = overridePath("gpt-4.1-mini");
    const before = new Date().toISOString();
    const rate = await put(path, { prices: { input: "999", output: "999" } });
    expect(String(rate.effective_from) >= before).toBe(true);
    const past = { provider: "openai", model: "gpt-4.1-mini", at: "2026-01-05T00:00:00Z" };
    expect(await resolve(past)).toMatchObject({ matched_by: "exact", rate: { source: "genai-prices" } });
    await put(path, { prices: { input: "998", output: "998" }, effective_from: "2026-01-01T00:00:00Z" });
    expect(baseOf(await resolve(past))).toBe("998");
  });

  it("hold from a day on until another, and end on one, each at its first instant in UTC", async ({ expect }) => {
    const model = freshModel();
    const days = { effective_from: "2026-06-01", effective_to: "2026-09-01" };
    expect(await put(overridePath(model), { prices: { input: "2" }, ...days })).toMatchObject({
      effective_from: "2026-06-01T00:00:00.000Z",
      effective_to: "2026-09-01T00:00:00.000Z",
    });
    const at = async (day: string) => baseOf(await resolve({ provider: "openai", model, at: day }));
    const asked = [await at("2026-05-31"), await at("2026-06-01"), await at("2026-08-31"), await at("2026-09-01")];
    expect(asked).toEqual([undefined, "2", "2", undefined]);
    expect((await sendJson("DELETE", `${overridePath(model)}?at=2026-08-31`)).status).toBe(204);
    expect(await at("2026-08-30")).toBe("2");
    expect(await at("2026-08-31")).toBeUndefined();
  });

  it("are taken back as if never set by their own date, those from the beginning by 1970", async ({ expect }) => {
    const [listed, model] = ["gpt-4.1-nano", freshModel()];
    const from = "2026-01-01T00:00:00Z";
    await put(overridePath(listed), { prices: { input: "999", output: "999" }, effective_from: from });
    await put(overridePath(model), { prices: { input: "999" } });
    expect((await sendJson("DELETE", `${overridePath(listed)}?at=${from}`)).status).toBe(204);
    expect((await sendJson("DELETE", `${overridePath(model)}?at=1970-01-01T00:00:00Z`)).status).toBe(204);
    const at = "2026-01-05T00:00:00Z";
    expect(await resolve({ provider: "openai", model: listed, at })).toMatchObject({
      rate: { source: "genai-prices" },
    });
    expect(await resolve({ provider: "openai", model, at })).toMatchObject({ status: "unpriced" });
  });

  it.for([
    ["gpt-4o", { output: "1" }, "prices.input"],
    ["gpt-4o", { input: "1" }, "prices.output"],
    ["gpt-4o", { requests: "1" }, "prices.input"],
    ["of-nobody", { output: "1" }, "prices.input"],
  ] as const)(
    "of %s with %j alone are refused: its calls would have no price",
    async ([model, prices, field], { expect }) => {
      const response = await sendJson("PUT", overridePath(model), { prices });
      const { errors }: { errors: { path: string }[] } = await response.json();
      expect([response.status, errors.map(({ path }) => path)]).toEqual([400, [field]]);
    },
  );

  it("may say that one side of a call is free", async ({ expect }) => {
    const model = freshModel();
    await put(overridePath(model), { prices: { input: "0", output: "10" } });
    // 100 × $10 a million.
    expect(await track({ provider: "openai", model, tokens: { input: 1_000, output: 100 } })).toMatchObject({
      cost: { ai_tokens: "0.001000000", status: "priced" },
    });
  });

  it("hold from their date on, and those before until then", async ({ expect }) => {
    const model = freshModel();
    await put(overridePath(model), { prices: { input: "1" } });
    await put(overridePath(model), { prices: { input: "2" }, effective_from: "2026-06-01T00:00:00Z" });
    const at = async (instant: string) => baseOf(await resolve({ provider: "openai", model, at: instant }));
    expect([await at("2026-05-31T23:59:59.999Z"), await at("2026-06-01T00:00:00Z")]).toEqual(["1", "2"]);
  });

  it("of the same date are replaced, and what was believed before is kept", async ({ expect }) => {
    const model = freshModel();
    const body = { effective_from: "2026-06-01T00:00:00Z" };
    await put(overridePath(model), { ...body, prices: { input: "1" } });
    await put(overridePath(model), { ...body, prices: { input: "3" } });
    expect(baseOf(await resolve({ provider: "openai", model }))).toBe("3");
    const rows = await rowsOf(
      `SELECT rates->'input'->0->>'rate_pico_usd' AS pico, superseded_at_ms < 253402300799999 AS superseded
         FROM price_rates WHERE model = ?1 ORDER BY recorded_at_ms`,
      model,
    );
    expect(rows).toEqual([
      { pico: 1_000_000, superseded: 1 },
      { pico: 3_000_000, superseded: 0 },
    ]);
  });

  it("have tiers, service tiers and parts of the day", async ({ expect }) => {
    const model = freshModel();
    const input = { base: "1", tiers: [{ above_input_tokens: 1_000, inclusive: true, price: "2" }] };
    await put(overridePath(model), { prices: { input, output: "4" } });
    await put(overridePath(model), { prices: { input: "0.5" }, service_tier: "batch" });
    const window = { start: "16:30", end: "00:30" };
    await put(overridePath(model), { prices: { input: "0.25", output: "1" }, daily_window: window });
    const event = { provider: "openai", model, tokens: { input: 1_000 } };
    const costs = [
      // The tier from 1,000 tokens on.
      await track({ ...event, timestamp: "2026-03-04T12:00:00Z" }),
      await track({ ...event, timestamp: "2026-03-04T12:00:00Z", tokens: { input: 999 } }),
      await track({ ...event, timestamp: "2026-03-04T16:30:00Z" }),
      await track({ ...event, timestamp: "2026-03-04T12:00:00Z", service_tier: "batch" }),
    ];
    expect(costs.map(({ cost }) => cost.ai_tokens)).toEqual([
      "0.002000000",
      "0.000999000",
      "0.000250000",
      "0.000500000",
    ]);
  });

  it("can be free, which costs nothing and is priced", async ({ expect }) => {
    const model = freshModel();
    expect(await put(overridePath(model), { free: true })).toMatchObject({ is_free: true, prices: {} });
    expect(await track({ provider: "openai", model, tokens: { input: 5 } })).toMatchObject({
      cost: { ai_tokens: "0.000000000", status: "priced" },
    });
  });

  it("are found under every name of the provider", async ({ expect }) => {
    const model = freshModel();
    expect(await put(overridePath(model, "OpenAI"), { prices: { input: "1" } })).toMatchObject({
      provider: "openai",
    });
    expect(await resolve({ provider: "openai", model })).toMatchObject({ matched_by: "override" });
  });

  it("are set for models whose names hold slashes", async ({ expect }) => {
    const model = `meta/${freshModel()}`;
    await put(overridePath(model, "my-cluster"), { prices: { input: "1" } });
    expect(await resolve({ provider: "my-cluster", model })).toMatchObject({ status: "priced", rate: { model } });
    expect((await sendJson("DELETE", overridePath(model, "my-cluster"))).status).toBe(204);
  });

  it("end, and hold for the time before", async ({ expect }) => {
    const model = freshModel();
    await put(overridePath(model), { prices: { input: "1" } });
    const at = encodeURIComponent("2026-06-01T00:00:00Z");
    expect((await sendJson("DELETE", `${overridePath(model)}?at=${at}`)).status).toBe(204);
    expect(await resolve({ provider: "openai", model, at: "2026-05-31T00:00:00Z" })).toMatchObject({
      status: "priced",
    });
    expect(await resolve({ provider: "openai", model })).toEqual({
      status: "unpriced",
      reason: "no_rate_at_that_time",
    });
    expect((await sendJson("DELETE", overridePath(model))).status).toBe(404);
  });

  it("are listed until they end", async ({ expect }) => {
    const model = freshModel();
    const { id } = await put(overridePath(model), { prices: { input: "1" } });
    const { data }: { data: { id: string; in_use: boolean }[] } = await (await getJson("/pricing/overrides")).json();
    expect(data.find((rate) => rate.id === id)).toMatchObject({ in_use: true, effective_to: null });
  });

  it("are told to the audit log", async ({ expect }) => {
    const model = freshModel();
    await put(overridePath(model), { prices: { input: "1" }, note: "contract 7" });
    await sendJson("DELETE", overridePath(model));
    const entries = await rowsOf(
      "SELECT action, actor, detail->>'note' AS note FROM audit_log WHERE subject = ?1 ORDER BY occurred_at_ms, action DESC",
      `openai/${model}`,
    );
    expect(entries).toEqual([
      { action: "price.override_set", actor: "admin-token", note: "contract 7" },
      { action: "price.override_ended", actor: "admin-token", note: null },
    ]);
  });

  it.for([
    [{}, "prices"],
    [{ prices: {} }, "prices"],
    [{ prices: { input: "0" } }, "prices.input"],
    [{ prices: { input: "1e3" } }, "prices.input"],
    [{ prices: { input: "0.0000001" } }, "prices.input"],
    [{ prices: { input: "-1" } }, "prices.input"],
    [{ prices: { inputs: "1" } }, "prices.inputs"],
    [{ prices: { input: "1" }, service_tier: "gold" }, "service_tier"],
    [{ prices: { input: "1" }, effective_from: "2026-02-30", note: "x" }, "effective_from"],
    [
      { prices: { input: "1" }, effective_from: "2026-06-01T00:00:00Z", effective_to: "2026-06-01T00:00:00Z" },
      "effective_to",
    ],
    [{ prices: { input: "1" }, price: "2" }, "price"],
  ] as const)("refuse %j", async ([body, field], { expect }) => {
    const response = await sendJson("PUT", overridePath(freshModel()), body);
    const { code, errors }: { code: string; errors: { path: string }[] } = await response.json();
    expect([response.status, code, errors.map(({ path }) => path)]).toEqual([400, "invalid_input", [field]]);
  });

  it("are an admin's to set and to end", async ({ expect }) => {
    const headers = keyHeaders(await createKey("read"));
    const path = overridePath(freshModel());
    expect((await sendJson("PUT", path, { free: true }, headers)).status).toBe(403);
    expect((await sendJson("DELETE", path, undefined, headers)).status).toBe(403);
    expect((await getJson("/pricing/overrides", headers)).status).toBe(200);
  });

  it("of four admins at the same instant are all set", async ({ expect }) => {
    const models = Array.from({ length: 4 }, freshModel);
    await Promise.all(models.map(async (model) => await put(overridePath(model), { prices: { input: "1" } })));
    const { results } = await env.DB.prepare(
      "SELECT model FROM price_rates WHERE model IN (SELECT value FROM json_each(?1)) AND superseded_at_ms = 253402300799999",
    )
      .bind(JSON.stringify(models))
      .all();
    expect(results).toHaveLength(4);
    for (const model of models)
      expect(await resolve({ provider: "openai", model })).toMatchObject({ status: "priced" });
  });
});
