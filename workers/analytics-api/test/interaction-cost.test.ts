import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor, getJson, postJson } from "../../../tests/stack/front-door.ts";

type Explanation = {
  cost: { total: string; ai_tokens: string | null };
  rate: { source: string } | null;
  price_is_dated: boolean | null;
  lines: { category: string; bucket: string; count: number; rate_usd_per_million: string; amount_usd: string }[];
  discount: { percent: string } | null;
  discount_usd: string;
  stated_usd: string;
  rounding_usd: string;
  reproducible: boolean;
  estimates: unknown[];
};

async function put(path: string, body: unknown): Promise<void> {
  const headers = { ...adminHeaders, "content-type": "application/json" };
  const response = await frontDoor(path, { method: "PUT", headers, body: JSON.stringify(body) });
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function explain(event: Record<string, unknown>): Promise<Explanation> {
  const id = crypto.randomUUID();
  const ids = { id, session_id: crypto.randomUUID(), user_id: "u", type: "chat" };
  await postJson("/track/interaction", { ...ids, ...event });
  return await (await getJson(`/api/interaction-cost?id=${id}`)).json();
}

/** US dollars as whole femto-dollars. */
const femto = (usd: string) => BigInt(usd.replace(".", "").padEnd(usd.indexOf(".") + 15, "0"));

const sumOf = ({ lines, discount_usd, stated_usd, rounding_usd }: Explanation) =>
  [...lines.map(({ amount_usd }) => amount_usd), discount_usd, stated_usd, rounding_usd].reduce(
    (sum, amount) => sum + femto(amount),
    0n,
  );

describe("the explanation of a cost", () => {
  it("adds up to the cost, bucket by bucket", async ({ expect }) => {
    const model = crypto.randomUUID();
    await put(`/pricing/overrides/explained/${model}`, {
      prices: { input: "0.333333", cache_read: "0.1", output: "7" },
    });
    const explained = await explain({
      provider: "explained",
      model,
      tokens: { input: 1_001, cache_read: 400, output: 3 },
      db: { rows_read: 7, rows_written: 1 },
    });
    expect(explained.lines.map(({ bucket, count, amount_usd }) => [bucket, count, amount_usd])).toEqual(
      expect.arrayContaining([
        ["cache_read", 400, "0.000040000000000"],
        ["output", 3, "0.000021000000000"],
        ["rows_read", 7, "0.000000007000000"],
        ["rows_written", 1, "0.000001000000000"],
      ]),
    );
    expect(explained).toMatchObject({ rate: { source: "override" }, reproducible: true, estimates: [] });
    // 601 × 0.333333 µ$ = 200,333.133 n$, rounded with the rest: 261,333 n$ and 1,007 n$.
    expect(explained.cost.total).toBe("0.000262340");
    expect(sumOf(explained)).toBe(femto(explained.cost.total));
  });

  it("says that the list names no date for its price, which an own rate always has", async ({ expect }) => {
    const timestamp = "2024-07-01T00:00:00Z";
    const tokens = { input: 1_000 };
    const undated = await explain({ provider: "openai", model: "gpt-4o", tokens, timestamp });
    expect(undated).toMatchObject({ price_is_dated: false, rate: { source: "genai-prices", effective_from: null } });
    const model = crypto.randomUUID();
    await put(`/pricing/overrides/explained/${model}`, { prices: { input: "3" } });
    const own = await explain({ provider: "explained", model, tokens, timestamp });
    expect(own).toMatchObject({ price_is_dated: true, rate: { source: "override", effective_from: null } });
    expect(await explain({ provider: "nobody", model, tokens })).toMatchObject({ price_is_dated: null, rate: null });
  });

  it("shows what a discount takes off", async ({ expect }) => {
    const [provider, model] = [`p-${crypto.randomUUID()}`, "m"];
    await put(`/pricing/overrides/${provider}/${model}`, { prices: { input: "3" } });
    await put(`/pricing/discounts/${provider}`, { percent: "12.5" });
    const explained = await explain({ provider, model, tokens: { input: 1_001 } });
    // 3,003,000 n$ less an eighth, 2,627,625 n$.
    expect(explained).toMatchObject({
      cost: { ai_tokens: "0.002627625" },
      discount: { percent: "12.5" },
      discount_usd: "-0.000375375000000",
    });
    expect(sumOf(explained)).toBe(femto(explained.cost.total));
  });

  it("does not make up a calculation for a cost that the client stated", async ({ expect }) => {
    const [tokens, db] = [{ input: 5 }, { rows_read: 7, rows_written: 0 }];
    const explained = await explain({ provider: "nobody", model: "nothing", cost_usd: "0.5", tokens, db });
    expect(explained).toMatchObject({
      cost: { total: "0.500000007" },
      lines: [{ bucket: "rows_read", amount_usd: "0.000000007000000" }],
      stated_usd: "0.500000000000000",
      rounding_usd: "0.000000000000000",
      reproducible: false,
      rate: null,
    });
    expect(sumOf(explained)).toBe(femto(explained.cost.total));
  });

  it("charges calls of a service at its own price", async ({ expect }) => {
    const service = `s-${crypto.randomUUID()}`;
    await put(`/pricing/services/${service}`, { per_call: "0.005" });
    const explained = await explain({ type: "api", provider: service, api_calls: 3 });
    expect(explained.cost.total).toBe("0.015000000");
    expect(sumOf(explained)).toBe(femto(explained.cost.total));
  });

  it("is that of the source that is named, and refused where several have sent the id", async ({ expect }) => {
    const id = crypto.randomUUID();
    const send = async (source: string, rowsWritten: number) =>
      await postJson("/track/interaction", {
        id,
        source,
        session_id: crypto.randomUUID(),
        user_id: "u",
        type: "db",
        db: { rows_written: rowsWritten },
      });
    const path = `/api/interaction-cost?id=${id}`;
    await send("n8n", 1);
    expect(await (await getJson(path)).json()).toMatchObject({ interaction_source: "n8n", estimates: [] });
    await send("cron", 2);
    for (const asked of [path, `/api/interaction?id=${id}`]) {
      const refusal = await getJson(asked);
      expect(refusal.status).toBe(400);
      expect(await refusal.json()).toMatchObject({
        errors: [{ path: "source", message: "expected one of them, such as cron, n8n" }],
      });
      expect((await getJson(`${asked}&source=nobody`)).status).toBe(404);
    }
    // A row written costs 1,000 n$.
    for (const [source, total] of Object.entries({ n8n: "0.000001000", cron: "0.000002000" })) {
      const told = await (await getJson(`${path}&source=${source}`)).json();
      expect(told).toMatchObject({ interaction_id: id, interaction_source: source, cost: { total } });
    }
    expect(await (await getJson(`/api/interaction?id=${id}&source=cron`)).json()).toMatchObject({ id, source: "cron" });
  });

  it("is 404 for an interaction that is not there", async ({ expect }) => {
    expect((await getJson("/api/interaction-cost?id=nobody")).status).toBe(404);
  });
});

describe("the cost of an interaction", () => {
  it("is told alike by the tracker, by the lists, live and archived, and by its explanation", async ({ expect }) => {
    const [id, sessionId, model] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    await put(`/pricing/overrides/alike/${model}`, { prices: { input: "3", output: "15" } });
    const tracked = await postJson("/track/interaction", {
      id,
      session_id: sessionId,
      user_id: "u",
      type: "chat",
      provider: "alike",
      model,
      service_tier: "Flex",
      tokens: { input: 10, cache_read: 4, output: 1 },
    });
    const { cost }: { cost: unknown } = await tracked.json();
    // 10 × $3 and 1 × $15 per million.
    expect(cost).toMatchObject({
      ai_tokens: "0.000045000",
      service_tier: "flex",
      flags: ["tier_fallback", "cache_at_input_rate"],
    });
    const told = { data: [{ id, cost }] };
    const paths = [`/api/interactions?session_id=${sessionId}`, `/api/sessions/${sessionId}/interactions`];
    for (const path of paths) expect(await (await getJson(path)).json()).toMatchObject(told);
    expect(await (await getJson(`/api/interaction-cost?id=${id}`)).json()).toMatchObject({ cost });
    await env.DB.batch([
      env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions WHERE id = ?1").bind(id),
      env.DB.prepare("DELETE FROM interactions WHERE id = ?1").bind(id),
    ]);
    for (const path of paths) expect(await (await getJson(path)).json()).toMatchObject(told);
  });
});

describe("the audit log", () => {
  it("lists who changed what, newest first, page by page", async ({ expect }) => {
    const service = `s-${crypto.randomUUID()}`;
    await put(`/pricing/services/${service}`, { per_call: "0.005" });
    await put(`/pricing/services/${service}`, { per_call: "0.006" });
    const first = await getJson("/api/audit?action=price.service_set&limit=1");
    const page: { data: { subject: string; detail: { per_call: string } }[]; next_cursor: string } = await first.json();
    expect(page.data).toMatchObject([{ subject: service, detail: { per_call: "0.006" } }]);
    const next = await getJson(`/api/audit?action=price.service_set&limit=1&cursor=${page.next_cursor}`);
    expect(await next.json()).toMatchObject({ data: [{ subject: service, detail: { per_call: "0.005" } }] });
  });
});
