import { describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { sendJson } from "./send-json.ts";

const json = async (response: Response): Promise<Record<string, unknown>> => await response.json();

describe("own names of models", () => {
  it("stand for a model that has a price, until they are forgotten", async ({ expect }) => {
    const alias = `prod/${crypto.randomUUID()}`;
    const path = `/pricing/aliases/azure/${encodeURIComponent(alias)}`;
    const query = new URLSearchParams({ provider: "azure", model: alias }).toString();
    expect((await sendJson("PUT", path, { provider: "openai", model: "gpt-4o-mini" })).status).toBe(200);
    expect(await json(await getJson(`/pricing/resolve?${query}`))).toMatchObject({
      matched_by: "alias",
      rate: { model: "gpt-4o-mini" },
    });
    expect((await sendJson("DELETE", path)).status).toBe(204);
    expect(await json(await getJson(`/pricing/resolve?${query}`))).toMatchObject({ status: "unpriced" });
    expect((await sendJson("DELETE", path)).status).toBe(404);
  });

  it("are refused for a model without a price", async ({ expect }) => {
    const response = await sendJson("PUT", "/pricing/aliases/azure/x", { provider: "openai", model: "unheard-of" });
    expect(response.status).toBe(400);
  });
});

describe("resource rates", () => {
  it("are Cloudflare's list prices until they are set", async ({ expect }) => {
    expect(await json(await getJson("/pricing/resource-rates"))).toMatchObject({
      current: { id: null, row_read: "0.001", row_written: "1", api_call: "0.3", cpu_ms: "0.02", free_tier: false },
    });
    const wanted = { row_read: "0.002", row_written: "2", api_call: "0.6", cpu_ms: "0.04", free_tier: false };
    const from = { effective_from: "2026-01-01T00:00:00Z" };
    expect((await sendJson("PUT", "/pricing/resource-rates", { ...wanted, ...from })).status).toBe(200);
    expect(await json(await getJson("/pricing/resource-rates"))).toMatchObject({ current: wanted });
    const event = { session_id: crypto.randomUUID(), user_id: "u", type: "db", db: { rows_read: 10, rows_written: 1 } };
    // 10 × 2 n$ + 2,000 n$.
    expect(await json(await postJson("/track/interaction", event))).toMatchObject({ cost: { db_ops: "0.000002020" } });
  });
});

describe("discounts", () => {
  it("end, and are refused above 100 percent", async ({ expect }) => {
    expect((await sendJson("PUT", "/pricing/discounts/groq", { percent: "100.01" })).status).toBe(400);
    expect((await sendJson("PUT", "/pricing/discounts/groq", { percent: "5" })).status).toBe(200);
    expect(await json(await getJson("/pricing/discounts"))).toMatchObject({
      data: [{ provider: "groq", percent: "5" }],
    });
    expect((await sendJson("DELETE", "/pricing/discounts/groq")).status).toBe(204);
    expect((await sendJson("DELETE", "/pricing/discounts/groq")).status).toBe(404);
  });
});

describe("settings that begin on a day", () => {
  it.for([
    ["discounts/mistral", { percent: "5" }],
    ["resource-rates", { row_read: "0.001", row_written: "1", api_call: "0.3", cpu_ms: "0.02", free_tier: false }],
    ["services/maps", { per_call: "0.005" }],
  ] as const)("hold from its first instant in UTC: %s", async ([path, wanted], { expect }) => {
    const put = async (from: string) => await sendJson("PUT", `/pricing/${path}`, { ...wanted, effective_from: from });
    expect((await put("2027-02-30")).status).toBe(400);
    const response = await put("2027-03-01");
    expect([response.status, (await json(response))["effective_from"]]).toEqual([200, "2027-03-01T00:00:00.000Z"]);
  });
});

describe("models without a price", () => {
  it("are listed with models that they may be", async ({ expect }) => {
    const event = { session_id: crypto.randomUUID(), user_id: "u", type: "chat", tokens: { input: 7 } };
    await postJson("/track/interaction", { ...event, provider: "nobody-sells", model: "gpt-4o-mini" });
    const { data }: { data: { provider: string; suggestions: unknown[] }[] } = await (
      await getJson("/pricing/unpriced")
    ).json();
    expect(data.find(({ provider }) => provider === "nobody-sells")).toMatchObject({
      interactions: 1,
      tokens: { input: 7, output: 0 },
      suggestions: expect.arrayContaining([
        expect.objectContaining({ provider: "openai", model: "gpt-4o-mini", why: "other_provider" }),
      ]),
    });
  });

  it.for([
    ["a name that many sell: who makes it", "nobody-sells", "gpt-4o-mini", "openai/gpt-4o-mini"],
    ["a name that many sell: who is called alike", "our-groq", "openai/gpt-oss-120b", "groq/openai/gpt-oss-120b"],
    ["a name that only one makes", "nobody-sells", "claude-sonnet-4-5", "anthropic/claude-sonnet-4-5"],
    ["a like name: at its own provider", "openai", "gpt-4o-mini-ultra-x", "openai/gpt-4o-mini"],
  ] as const)("are first told what they are most likely: %s", async ([, provider, model, best], { expect }) => {
    const session_id = crypto.randomUUID();
    await postJson("/track/interaction", {
      session_id,
      user_id: "u",
      type: "chat",
      tokens: { input: 7 },
      provider,
      model,
    });
    const { data }: { data: { provider: string; model: string; suggestions: Record<string, string>[] }[] } = await (
      await getJson("/pricing/unpriced")
    ).json();
    const [first] = data.find((row) => row.provider === provider && row.model === model)?.suggestions ?? [];
    expect(`${first?.["provider"]}/${first?.["model"]}`).toBe(best);
  });

  it("get their cost as soon as an own rate gives them one", async ({ expect }) => {
    const [id, model] = [crypto.randomUUID(), crypto.randomUUID()];
    const event = { id, session_id: crypto.randomUUID(), user_id: "u", type: "chat", tokens: { input: 1_000 } };
    await postJson("/track/interaction", { ...event, provider: "late", model });
    await sendJson("PUT", `/pricing/overrides/late/${model}`, { prices: { input: "2" } });
    expect(await json(await getJson(`/api/interaction-cost?id=${id}`))).toMatchObject({
      cost: { ai_tokens: "0.002000000", status: "priced" },
      estimates: [{ status: "unpriced" }],
    });
  });
});

describe("re-pricing", () => {
  it("is rehearsed first and then done, by way of the tracker", async ({ expect }) => {
    const model = crypto.randomUUID();
    const path = `/pricing/overrides/again/${model}`;
    await sendJson("PUT", path, { prices: { input: "1" } });
    const event = { session_id: crypto.randomUUID(), user_id: "u", type: "chat", tokens: { input: 1_000 } };
    await postJson("/track/interaction", { ...event, provider: "again", model, timestamp: "2026-03-04T09:00:00Z" });
    await sendJson("PUT", path, { prices: { input: "3" }, effective_from: "1970-01-01T00:00:00Z" });
    const wanted = { start_date: "2026-03-04", end_date: "2026-03-04", models: [model] };
    const costs = { interactions: 1, changed: 1, cost_before: "0.001000000", cost_after: "0.003000000" };
    const rehearsal = await json(await postJson("/pricing/reprice", { ...wanted, dry_run: true }));
    expect(rehearsal).toMatchObject({ kind: "rehearsal", status: "done", ...costs });
    const done = await json(await postJson("/pricing/reprice", { ...wanted, rehearsal_id: rehearsal["run_id"] }));
    expect(done).toMatchObject({ kind: "reprice", status: "done", ...costs });
    expect(await json(await getJson(`/pricing/reprice/${String(done["run_id"])}`))).toMatchObject({ state: "done" });
  });

  it.for([
    [{ start_date: "2026-03-05", end_date: "2026-03-04" }, "end_date"],
    [{ start_date: "2026-03-05", end_date: "2026-03-06", tz: "Mars/Olympus" }, "tz"],
  ] as const)("refuses %j", async ([body, field], { expect }) => {
    const response = await postJson("/pricing/reprice", body);
    expect([response.status, await json(response)]).toMatchObject([400, { errors: [{ path: field }] }]);
  });

  it("of an unknown run is 404", async ({ expect }) => {
    expect((await getJson("/pricing/reprice/nobody")).status).toBe(404);
  });
});

describe("what the lists say", () => {
  it("is found by a part of a name, and says which rates are in use", async ({ expect }) => {
    const { data }: { data: { provider: string; model: string; in_use: boolean }[] } = await (
      await getJson("/pricing/rates?q=openai/gpt-4o-mini&limit=500")
    ).json();
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ provider, model }) => `${provider}/${model}`.includes("openai/gpt-4o-mini"))).toBe(true);
    expect(data.find(({ provider, model }) => provider === "openai" && model === "gpt-4o-mini")?.in_use).toBe(true);
  });

  it("is nothing for a time before we knew it", async ({ expect }) => {
    const query = "provider=openai&model=gpt-4o-mini";
    for (const knownAt of ["2020-01-01T00:00:00Z", "2020-01-01"]) {
      expect(await json(await getJson(`/pricing/rates?${query}&known_at=${knownAt}`))).toMatchObject({
        total: 0,
        known_at: "2020-01-01T00:00:00.000Z",
      });
    }
  });

  it("comes page by page", async ({ expect }) => {
    const first = await json(await getJson("/pricing/rates?provider=openai&limit=2"));
    const rest = await json(
      await getJson(`/pricing/rates?provider=openai&limit=500&cursor=${String(first["next_cursor"])}`),
    );
    const ids = [first["data"], rest["data"]].flat().map((rate) => JSON.stringify(rate));
    expect(new Set(ids).size).toBe(first["total"]);
  });

  it("has a history, a step per price", async ({ expect }) => {
    const model = crypto.randomUUID();
    const path = `/pricing/overrides/stepped/${model}`;
    await sendJson("PUT", path, { prices: { input: "1" } });
    await sendJson("PUT", path, { prices: { input: "2" }, effective_from: "2026-06-01T00:00:00Z" });
    expect(await json(await getJson(`/pricing/history?provider=stepped&model=${model}`))).toMatchObject({
      data: [
        {
          source: "override",
          unit: "input",
          points: [
            { from: null, to: "2026-06-01T00:00:00.000Z", price: "1" },
            { from: "2026-06-01T00:00:00.000Z", to: null, price: "2" },
          ],
        },
      ],
    });
  });
});
