import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { adminHeaders, getJson, postJson } from "../../../tests/stack/front-door.ts";
import { exportJson } from "../src/intake/otlp/samples.fixture.ts";
import { budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { continueRuns } from "../src/services/re-estimate/continue-runs.ts";
import { listUnpriced } from "../src/services/re-estimate/list-unpriced.ts";
import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { startRun } from "./stepping.ts";
import { rowsWhere } from "./stored.ts";
import { removeEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";
import { costs, expectExactTotals, finish, usage } from "./two-price-lists.ts";

/** A call of a model that says nothing of what it used. */
const uncounted = (id: string, model: string, minute: number) => ({ ...usage(id, model, minute), tokens: undefined });

const send = async (event: object) => {
  const response = await postJson("/track/interaction", event, adminHeaders);
  return { status: response.status, body: await response.json() };
};

const answerOf = async (path: string): Promise<unknown> => await (await getJson(path)).json();

beforeEach(removeEverything);

describe("a call without any count", () => {
  it("is stored with an unknown cost, and its sender is told", async ({ expect }) => {
    const event = eventOf({ tokens: undefined, api_calls: 1 });
    const { status, body } = await send(event);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      cost: {
        ai_tokens: null,
        total: "0.000000300",
        status: "unpriced",
        unpriced_reason: "usage_unknown",
        rate_id: null,
      },
    });
    expect(body).toHaveProperty(
      "warnings",
      expect.arrayContaining([expect.objectContaining({ code: "usage_unknown" })]),
    );
    expect(await send(event)).toMatchObject({ status: 200, body: { cost: { unpriced_reason: "usage_unknown" } } });
    expect(await send({ ...event, tokens: { input: 0 } })).toMatchObject({ status: 409 });
    expect(await answerOf(`/api/interactions?session_id=${event.session_id}`)).toMatchObject({
      data: [{ tokens: {}, cost: { ai_tokens: null, status: "unpriced", unpriced_reason: "usage_unknown" } }],
    });
    expect(await answerOf(`/api/interaction-cost?id=${event.id}`)).toMatchObject({
      cost: { ai_tokens: null, unpriced_reason: "usage_unknown" },
      lines: [{ category: "api_calls", amount_usd: "0.000000300000000" }],
      reproducible: true,
    });
  });

  it.for([{}, { input: 0 }, { input: 0, output: 0 }])("is not one that counts %j", async (tokens, { expect }) => {
    const { body } = await send(eventOf({ tokens }));
    expect(body).toHaveProperty("cost.status", "priced");
    expect(body).toHaveProperty("cost.ai_tokens", "0.000000000");
  });

  it.for([null, undefined])("is also a cost event whose cost is %s", async (cost_usd, { expect }) => {
    const fee = { provider: undefined, model: undefined, tokens: undefined, cost_usd };
    const { status, body } = await send(eventOf({ type: "cost-event", ...fee }));
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { cost: { ai_tokens: null, status: "unpriced", unpriced_reason: "usage_unknown" } },
    });
    const told = { code: "usage_unknown", message: expect.stringContaining("has no cost_usd") };
    expect(body).toHaveProperty("warnings", expect.arrayContaining([told]));
  });

  it("is not among what a price would help, and counts as unpriced everywhere else", async ({ expect }) => {
    const book = await publishPrices({ a: { input: 1, output: 2 } });
    await recordWith(book, [usage("1", "b", 0), uncounted("2", "b", 1), uncounted("3", "a", 2), usage("4", "a", 3)]);
    expect(await listUnpriced(env.DB, 10)).toMatchObject({ data: [{ model: "b", interactionCount: 1 }], total: 1 });
    await expectExactTotals(expect);
    const range = "start_date=2024-03-04&end_date=2024-03-04";
    expect(await answerOf(`/api/stats/daily?${range}`)).toMatchObject({ totals: { unpriced_count: 3 } });
    expect(await answerOf(`/api/stats/unknown-usage?${range}`)).toEqual({ usage_unknown_count: 2 });
    expect(await answerOf(`/api/stats/unknown-usage?${range}&model=a`)).toEqual({ usage_unknown_count: 1 });
    expect(await answerOf("/api/stats/unknown-usage?start_date=2024-03-05")).toEqual({ usage_unknown_count: 0 });
  });

  it("stays unknown when its model gets a price late, and when it is priced again", async ({ expect }) => {
    await recordWith(await publishPrices({}), [usage("1", "b", 0), uncounted("2", "b", 1)]);
    await publishPrices({ b: { input: 1, output: 2 } });
    await continueRuns(trackerEnv, budgetOf(10_000));
    expect(await costs()).toEqual([120_000, null]);
    await finish(await startRun());
    expect(await costs()).toEqual([120_000, null]);
    expect(await rowsWhere("interactions", "id", "2")).toMatchObject([{ cost_status: "usage_unknown", usage: "{}" }]);
    expect(await listUnpriced(env.DB, 10)).toMatchObject({ total: 0 });
    await expectExactTotals(expect);
  });

  it.for([
    ["a call that failed", { "error.type": "timeout" }, "usage_unknown"],
    [
      "a failed generation of Langfuse",
      { "langfuse.observation.type": "generation", "langfuse.observation.level": "ERROR" },
      "usage_unknown",
    ],
    ["a request that was refused before any work", { "error.type": "429" }, "priced"],
    ["a request refused by its status", { "error.type": "APIError", "http.response.status_code": 401 }, "priced"],
    ["a request refused for what was read of it", { "error.type": "400" }, "usage_unknown"],
  ] as const)("knows of a span what is billed: %s", async ([, attributes, costStatus], { expect }) => {
    const traceId = crypto.randomUUID().replaceAll("-", "");
    const call = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "claude-sonnet-4-5", ...attributes };
    await postJson("/v1/traces", exportJson([{ traceId, attributes: call }]), adminHeaders);
    expect(await rowsWhere("interactions", "session_id", traceId)).toMatchObject([{ cost_status: costStatus }]);
  });
});
