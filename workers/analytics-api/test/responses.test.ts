import {
  countResponseInteractions,
  selectResponseInteractions,
  selectResponses,
  selectResponseTotals,
} from "@voygent/db";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";

type Part = { context_type: string | null; interaction_count: number; cost: { total: string } };
type Response = {
  message_id: string | null;
  interaction: { id: string; source: string } | null;
  started_at: string;
  last_activity_at: string;
  status: string;
  finish_type: string | null;
  interaction_count: number;
  cost: { total: string };
  parts: Part[];
};
type List<Row> = { data: Row[]; page: { next_cursor: string | null; total: number } };

const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 10, 0, second)).toISOString();

/** Calls of a model at $3 and $15 per million, in one new conversation; gives back its id. */
async function converse(calls: Record<string, unknown>[]): Promise<string> {
  const sessionId = crypto.randomUUID();
  const interactions = calls.map((call, index) => ({
    id: `${sessionId}-${index}`,
    session_id: sessionId,
    user_id: "ada",
    type: "chat",
    source: "librechat",
    timestamp: at(index),
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    tokens: { input: 1000, output: 0 },
    ...call,
  }));
  const body: { recorded?: number } = await (await postJson("/track/batch", { interactions })).json();
  if (body.recorded !== calls.length) throw new Error(JSON.stringify(body).slice(0, 2000));
  return sessionId;
}

const of = (messageId: string, labels: object = {}) => ({ metadata: { message_id: messageId, ...labels } });

const responsesOf = async (sessionId: string, query = ""): Promise<List<Response>> =>
  (await getJson(`/api/sessions/${sessionId}/responses${query}`)).json();

/** Follows the cursors to the end. */
async function everyPage<Row>(path: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const after: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { data, page }: List<Row> = await (await getJson(`${path}limit=${limit}${after}`)).json();
    rows.push(...data);
    cursor = page.next_cursor;
  }
  return rows;
}

describe("the responses of a conversation", () => {
  it("are the sums over the calls with one message, by purpose", async ({ expect }) => {
    const sessionId = await converse([
      of("m-1", { context_type: "message", agent_id: "agent_1", agent_name: "Research", endpoint: "agents" }),
      { ...of("m-1", { context_type: "title" }), tokens: { input: 100, output: 0 } },
      {
        ...of("m-1", {
          context_type: "message",
          agent_id: "agent_1",
          agent_name: "Research",
          tool_names: ["web_search", "calculator", "web_search"],
          web_search_count: 2,
          finish_type: "end_turn",
        }),
        duration_ms: 5400,
        tokens: { input: 2000, output: 100 },
      },
    ]);
    // 1,000 × $3; 100 × $3; 2,000 × $3 + 100 × $15 per million.
    const { data, page } = await responsesOf(sessionId);
    expect(page).toMatchObject({ total: 1, next_cursor: null });
    expect(data).toMatchObject([
      {
        message_id: "m-1",
        interaction: null,
        started_at: at(0),
        last_activity_at: at(2),
        status: "ok",
        finish_type: "end_turn",
        duration_ms: 5400,
        endpoint: "agents",
        agents: [{ id: "agent_1", name: "Research" }],
        models: ["claude-sonnet-4-5"],
        tools: [
          { name: "web_search", call_count: 2 },
          { name: "calculator", call_count: 1 },
        ],
        web_search_count: 2,
        interaction_count: 3,
        cost: { total: "0.010800000" },
        tokens: { input: 3100, output: 100, total: 3200 },
        parts: [
          { context_type: "message", interaction_count: 2, cost: { total: "0.010500000" } },
          { context_type: "title", interaction_count: 1, cost: { total: "0.000300000" } },
        ],
      },
    ]);
  });

  it.for([
    ["error", ["ok", "error", "cancelled"]],
    ["cancelled", ["ok", "cancelled"]],
    ["ok", ["ok", "ok"]],
  ] as const)("ended as %s with calls that ended %s", async ([expected, statuses], { expect }) => {
    const sessionId = await converse(statuses.map((status) => ({ ...of("m-1"), status })));
    expect((await responsesOf(sessionId)).data).toMatchObject([{ status: expected }]);
  });

  it("list a call without a message by itself, also beside one whose message has its id", async ({ expect }) => {
    const sessionId = await converse([of("m-1"), { id: "m-1" }, of("m-1"), of("")]);
    const { data, page } = await responsesOf(sessionId);
    expect(page.total).toBe(3);
    expect(data.map(({ message_id, interaction }) => [message_id, interaction])).toEqual([
      ["m-1", null],
      [null, { id: "m-1", source: "librechat" }],
      [null, { id: `${sessionId}-3`, source: "librechat" }],
    ]);
  });

  it("are whole and come once each, in whatever pages", async ({ expect }) => {
    // The calls of seven responses lie in turn, so that every page's end falls between the calls of all of them.
    const sessionId = await converse(Array.from({ length: 70 }, (_, index) => of(`m-${index % 7}`)));
    for (const limit of [1, 2, 3, 7]) {
      const rows = await everyPage<Response>(`/api/sessions/${sessionId}/responses?`, limit);
      expect(rows.map(({ message_id, interaction_count }) => [message_id, interaction_count])).toEqual(
        Array.from({ length: 7 }, (_, index) => [`m-${index}`, 10]),
      );
    }
  });

  it("that began in the same instant come once each", async ({ expect }) => {
    const sessionId = await converse(
      Array.from({ length: 12 }, (_, index) => ({ ...of(`m-${index}`), timestamp: at(0) })),
    );
    const rows = await everyPage<Response>(`/api/sessions/${sessionId}/responses?`, 5);
    expect(new Set(rows.map(({ message_id: id }) => id)).size).toBe(12);
    expect(rows).toHaveLength(12);
  });

  it("stay the same when their calls are archived in part", async ({ expect }) => {
    const sessionId = await converse([of("m-1"), of("m-1"), of("m-2")]);
    const before = (await responsesOf(sessionId)).data;
    await env.DB.batch([
      env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions WHERE id = ?1").bind(
        `${sessionId}-0`,
      ),
      env.DB.prepare("DELETE FROM interactions WHERE id = ?1").bind(`${sessionId}-0`),
    ]);
    expect((await responsesOf(sessionId)).data).toEqual(before);
  });

  it("are counted and averaged in the session", async ({ expect }) => {
    const cheap = { tokens: { input: 0, output: 1 } };
    const sessionId = await converse([
      of("m-1"),
      of("m-1"),
      { ...of("m-2"), ...cheap },
      { ...of("m-3"), ...cheap },
      {},
    ]);
    // 2 × 1,000 × $3 + 2 × $15 per million, over three responses: $0.00201; the call without a message is in none.
    expect(await (await getJson(`/api/sessions/${sessionId}`)).json()).toMatchObject({
      response_count: 3,
      cost_per_response: "0.002010000",
      interaction_count: 5,
    });
    const without = await converse([{}]);
    expect(await (await getJson(`/api/sessions/${without}`)).json()).toMatchObject({
      response_count: 0,
      cost_per_response: null,
    });
  });

  it("have their calls listed apart", async ({ expect }) => {
    const sessionId = await converse([of("m 1/ü"), of("m-2"), of("m 1/ü"), of("m 1/ü")]);
    const path = `/api/sessions/${sessionId}/interactions?message_id=${encodeURIComponent("m 1/ü")}&`;
    const rows = await everyPage<{ id: string }>(path, 2);
    expect(rows.map(({ id }) => id)).toEqual([0, 2, 3].map((index) => `${sessionId}-${index}`));
    const first: List<unknown> = await (await getJson(`${path}limit=2`)).json();
    expect(first.page.total).toBe(3);
  });

  it("read what labels of odd types say without failing", async ({ expect }) => {
    const odd = {
      agent_id: 7,
      agent_name: "",
      tool_names: ["a", 5, null, { b: 1 }],
      web_search_count: "many",
      endpoint: 3,
    };
    const sessionId = await converse([of("m-1", odd), of("m-1", { tool_names: "a", context_type: { x: 1 } })]);
    expect((await responsesOf(sessionId)).data).toMatchObject([
      { tools: [{ name: "a", call_count: 1 }], web_search_count: 0, interaction_count: 2, agents: [{ id: "7" }] },
    ]);
  });

  it("of no session are not found", async ({ expect }) => {
    expect((await getJson("/api/sessions/nobody/responses")).status).toBe(404);
    expect((await getJson("/api/sessions/nobody/interactions?message_id=m-1")).status).toBe(404);
  });
});

/** A database that tells the plan of what is prepared on it instead of running it. */
const explaining: D1Database = Object.assign(Object.create(env.DB), {
  prepare: (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`),
});

const key = { sessionId: "s", messageId: "m" };
const after = { key: "1", id: "m", source: "" };

describe("a statement", () => {
  it.for([
    ["responses", () => selectResponses(explaining, { sessionId: "s", after, limit: 51, offset: 0 })],
    ["the totals of responses", () => selectResponseTotals(explaining, "s")],
    ["the calls of a response", () => selectResponseInteractions(explaining, key, { after, limit: 51, offset: 0 })],
    ["the number of calls of a response", () => countResponseInteractions(explaining, key)],
  ] as const)("for %s reads its session by the index, and calls by their key", async ([, make], { expect }) => {
    const plan = (await make().all<{ detail: string }>()).results.map(({ detail }) => detail);
    const ofCalls = plan.filter((detail) => /(SEARCH|SCAN) (call|interactions)\b/.test(detail));
    expect(ofCalls.length).toBeGreaterThanOrEqual(2);
    expect(ofCalls.filter((detail) => !/session_id=\?|\(id=\? AND source=\?\)/.test(detail))).toEqual([]);
  });

  it("for a page of responses reads the calls of the session a few times at most", async ({ expect }) => {
    const sessionId = await converse(Array.from({ length: 200 }, (_, index) => of(`m-${Math.floor(index / 4)}`)));
    const { meta } = await selectResponses(env.DB, { sessionId, after: null, limit: 5, offset: 0 }).all();
    // Each of the 200 in the index and in the table, then what is kept of it, to be grouped and to be joined.
    expect(meta.rows_read).toBeLessThan(200 * 7);
  });
});
