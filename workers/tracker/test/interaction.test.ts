import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { lifetimesOf, rowsWhere } from "./stored.ts";

type Recorded = {
  id: string;
  status: string;
  cost: Record<string, unknown>;
  warnings: { code: string; message: string }[];
};

async function send(event: object, headers: Record<string, string> = {}, path = "/track/interaction") {
  const response = await postJson(path, event, { ...adminHeaders, ...headers });
  const body: Recorded = await response.json();
  return { status: response.status, body, codes: (body.warnings ?? []).map(({ code }) => code) };
}

/** The token counts of a stored interaction, in normal form. */
async function storedUsage(id: string): Promise<unknown> {
  const [row] = await rowsWhere("interactions", "id", id);
  return JSON.parse(String(row?.["usage"]));
}

describe("one interaction", () => {
  it("is answered with its exact cost by category", async ({ expect }) => {
    const event = eventOf({
      db: { rows_read: 120, rows_written: 4 },
      api_calls: 2,
      compute: { cpu_ms: 12 },
    });
    const { status, body } = await send(event);
    expect(status).toBe(201);
    // 600 fresh × $3 + 400 cached × $0.30 + 100 out × $15, per million tokens = $0.00342.
    // 120 rows read × 1 n$ + 4 rows written × 1,000 n$ = 4,120 n$; 2 calls × 300 n$; 12 ms × 20 n$.
    expect(body).toMatchObject({
      id: event.id,
      session_id: event.session_id,
      status: "recorded",
      cost: {
        ai_tokens: "0.003420000",
        db_ops: "0.000004120",
        api_calls: "0.000000600",
        compute_time: "0.000000240",
        total: "0.003424960",
        status: "priced",
      },
    });
  });

  it("is the same under /v1", async ({ expect }) => {
    const event = eventOf();
    expect((await send(event)).status).toBe(201);
    const request = new Request("http://localhost:8787/v1/track/interaction", {
      method: "POST",
      headers: { ...adminHeaders, "content-type": "application/json" },
      body: JSON.stringify(event),
    });
    const response = await env.FRONT_DOOR.fetch(request);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: event.id, status: "duplicate" });
  });

  it("gets the Idempotency-Key as its id", async ({ expect }) => {
    const { id, ...event } = eventOf();
    const key = { "idempotency-key": `key_${id}` };
    expect((await send(event, key)).body).toMatchObject({ id: `key_${id}`, status: "recorded" });
    expect((await send(event, key)).body).toMatchObject({ id: `key_${id}`, status: "duplicate" });
  });

  it("gets an id from the server when it has none, which the answer says", async ({ expect }) => {
    const { id: _id, ...event } = eventOf();
    const { body, codes } = await send(event);
    expect(body.id).toMatch(/^[\w-]{36}$/);
    expect(codes).toContain("generated_id");
    expect(await rowsWhere("interactions", "id", body.id)).toHaveLength(1);
  });

  it("is unpriced, not free, when no price is known, and its resources still count", async ({ expect }) => {
    const { body, codes } = await send(eventOf({ provider: "acme", model: "unheard-of", api_calls: 1 }));
    expect(body.cost).toMatchObject({ ai_tokens: null, total: "0.000000300", status: "unpriced", rate_id: null });
    expect(codes).toContain("unpriced_model");
  });

  it("takes the client's figure when no price is known", async ({ expect }) => {
    const { body } = await send(eventOf({ provider: "acme", model: "unheard-of", cost_usd: "0.0042" }));
    expect(body.cost).toMatchObject({ ai_tokens: "0.004200000", total: "0.004200000", status: "reported" });
  });

  it("is unpriced, not free, when the client states 0 and no price is known", async ({ expect }) => {
    const { body, codes } = await send(eventOf({ provider: "acme", model: "unheard-of", cost_usd: 0 }));
    expect(body.cost).toMatchObject({ ai_tokens: null, total: "0.000000000", status: "unpriced" });
    expect(codes).toContain("unpriced_model");
  });

  it("is what the price list makes, without a remark, when the client states 0", async ({ expect }) => {
    const { body, codes } = await send(eventOf({ cost_usd: 0 }));
    // As above: 600 × $3 + 400 × $0.30 + 100 × $15, per million tokens.
    expect(body.cost).toMatchObject({ ai_tokens: "0.003420000", status: "priced" });
    expect(codes).not.toContain("usage_inconsistent");
  });

  it("of a cost event that states 0 is 0", async ({ expect }) => {
    const { body } = await send(eventOf({ type: "cost-event", cost_usd: 0 }));
    expect(body.cost).toMatchObject({ ai_tokens: "0.000000000", status: "reported" });
  });

  it("of a cost event is the cost that it states, whatever usage it names", async ({ expect }) => {
    const { body } = await send(eventOf({ type: "cost-event", cost_usd: 5 }));
    expect(body.cost).toMatchObject({ ai_tokens: "5.000000000", status: "reported", source: null });
  });

  it("keeps its other categories when the AI cost is too large to be exact", async ({ expect }) => {
    // gpt-4o: 10^12 × $2.50 + 10^12 × $10 per million is $12.5 million, past 2^53 nano-dollars. 3 calls × 300 n$.
    const tokens = { input: 1_000_000_000_000, output: 1_000_000_000_000 };
    const { body, codes } = await send(eventOf({ provider: "openai", model: "gpt-4o", tokens, api_calls: 3 }));
    expect(body.cost).toMatchObject({ ai_tokens: null, api_calls: "0.000000900", status: "unpriced" });
    expect(codes).toContain("pricing_unavailable");
  });

  it("records a cost without usage", async ({ expect }) => {
    const { session_id, user_id } = eventOf();
    const { body } = await send({
      session_id,
      user_id,
      type: "cost-event",
      model: "claude-sonnet-4-5",
      cost_usd: 12.5,
    });
    expect(body.cost).toMatchObject({ ai_tokens: "12.500000000", status: "reported" });
  });
});

describe("counts", () => {
  it("are understood under their older names", async ({ expect }) => {
    const { id, session_id, user_id } = eventOf();
    const older = {
      id,
      session_id,
      user_id,
      type: "chat",
      model_name: "claude-sonnet-4-5-20250929",
      prompt_tokens: 1000,
      completion_tokens: 100,
      db_read_ops: 120,
      db_write_ops: 4,
      api_call_count: 2,
      compute_duration_ms: 12,
    };
    const { status, codes } = await send(older);
    expect([status, codes]).toEqual([201, ["unknown_session"]]);
    expect(await storedUsage(id)).toEqual({
      tokens: { input: 1000, output: 100 },
      db: { rows_read: 120, rows_written: 4 },
      api_calls: 2,
      compute: { cpu_ms: 12 },
    });
    // The same said in the current names is the same content.
    const current = {
      id,
      session_id,
      user_id,
      type: "chat",
      model: "claude-sonnet-4-5-20250929",
      tokens: { input: 1000, output: 100 },
      db: { rows_read: 120, rows_written: 4 },
      api_calls: 2,
      compute: { cpu_ms: 12 },
    };
    expect(await send(current)).toMatchObject({ status: 200, body: { status: "duplicate" } });
  });

  it("under the current name win over an older name that differs, with a warning", async ({ expect }) => {
    const event = eventOf({ tokens: { input: 7 }, prompt_tokens: 8 });
    const { codes } = await send(event);
    expect(codes).toContain("conflicting_alias");
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 7 } });
  });

  it("of token_count are input beside cache tokens alone", async ({ expect }) => {
    const event = eventOf({ tokens: { cache_read: 40 }, token_count: 55 });
    await send(event);
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 55, cache_read: 40 } });
  });

  it("of token_count alone are input", async ({ expect }) => {
    const event = eventOf({ tokens: undefined, token_count: 55 });
    await send(event);
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 55 } });
  });

  it("of token_count beside others are not added", async ({ expect }) => {
    const event = eventOf({ tokens: undefined, prompt_tokens: 50, completion_tokens: 5, token_count: 55 });
    const { codes } = await send(event);
    expect(codes).not.toContain("conflicting_alias");
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 50, output: 5 } });
  });

  it("are brought into one form when cache and reasoning come on top", async ({ expect }) => {
    const event = eventOf({
      tokens: { input: 600, output: 60, cache_read: 400, cache_write: 100, reasoning: 40 },
      usage_semantics: "exclusive",
      reasoning_semantics: "added",
    });
    await send(event);
    expect(await storedUsage(event.id)).toEqual({
      tokens: { input: 1100, output: 100, cache_read: 400, cache_write: 100, reasoning: 40 },
    });
  });

  it("of the cache that are larger than the input are cut, stored and warned about", async ({ expect }) => {
    const event = eventOf({ tokens: { input: 10, cache_read: 400 } });
    const { status, codes } = await send(event);
    expect([status, codes]).toEqual([201, ["clamped_tokens", "unknown_session"]]);
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 10, cache_read: 10 } });
  });
});

describe("the same id", () => {
  it("with the same content is a duplicate with the stored cost", async ({ expect }) => {
    const event = eventOf();
    const first = await send(event);
    const again = await send(event);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toMatchObject({ id: event.id, status: "duplicate", cost: first.body.cost });
    expect(await lifetimesOf(String(event["user_id"]))).toMatchObject([
      { session_count: 1, interaction_count: 1, input_tokens: 1000, ai_tokens_cost_nano_usd: 3_420_000 },
    ]);
  });

  it("with other content is a conflict, and the first is kept", async ({ expect }) => {
    const event = eventOf();
    await send(event);
    const response = await postJson("/track/interaction", { ...event, tokens: { input: 5 } });
    expect([response.status, await response.json()]).toMatchObject([409, { code: "idempotency_conflict" }]);
    expect(await storedUsage(event.id)).toEqual({ tokens: { input: 1000, output: 100, cache_read: 400 } });
    expect(await rowsWhere("warnings", "subject", event.session_id)).toMatchObject([
      { kind: "idempotency_conflict", warning_count: 1, example_id: event.id },
    ]);
  });
});

describe("what a key allows", () => {
  it("is nothing without a key", async ({ expect }) => {
    expect((await postJson("/track/interaction", eventOf(), {})).status).toBe(401);
  });

  it("is the contract's document for everybody", async ({ expect }) => {
    const document: { paths: object } = await (await frontDoor("/track/openapi.json")).json();
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(["/track/interaction", "/track/batch", "/track/session/start", "/track/session/end"]),
    );
  });
});
