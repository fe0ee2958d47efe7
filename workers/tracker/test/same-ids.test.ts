import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeEach, describe, it } from "vitest";

import { adminHeaders, frontDoor, postJson } from "../../../tests/stack/front-door.ts";
import { controlReprice } from "../src/services/re-estimate/control-reprice.ts";
import { exportJson, GENAI_CALL } from "../src/intake/otlp/samples.fixture.ts";
import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { runOf, startRun, stepOnce } from "./stepping.ts";
import { lifetimesOf, rowsWhere } from "./stored.ts";
import { removeEverything, totalsOfEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

const SOURCES = ["librechat", "n8n", "cron"];

type Sent = { id: string; source: string; input: number };
type Answer = { status: string };

async function post(path: string, contentType: string, body: string): Promise<Response> {
  return await frontDoor(path, { method: "POST", headers: { ...adminHeaders, "content-type": contentType }, body });
}

const nativeOf = ({ id, source, input }: Sent) => ({
  ...eventOf({ id, source, tokens: { input } }),
  session_id: `conv_${source}`,
  user_id: "u",
});

const cloudEventOf = ({ id, source, input }: Sent) => ({
  specversion: "1.0",
  id,
  source,
  type: "com.acme.llm.call",
  subject: "u",
  data: { session_id: `conv_${source}`, type: "chat", tokens: { input } },
});

const HEX_DIGITS = 16;
const spanIdOf = (id: string) => ({ traceId: "ab".repeat(HEX_DIGITS), spanId: id.padStart(HEX_DIGITS, "0") });

const spanOf = ({ id, source, input }: Sent) =>
  exportJson([{ ...spanIdOf(id), attributes: { ...GENAI_CALL, "gen_ai.usage.input_tokens": input } }], {
    "service.name": source,
  });

const resultsOf = async (response: Response): Promise<string[]> => {
  const { results }: { results: Answer[] } = await response.json();
  return results.map(({ status }) => status);
};

/** Each way in on which senders choose their ids: sends some events in their order, and says what became of each. */
const INTAKES: [string, (sent: Sent[]) => Promise<string[]>][] = [
  ["batches", async (sent) => await resultsOf(await postJson("/track/batch", { interactions: sent.map(nativeOf) }))],
  [
    "lines",
    async (sent) => {
      const lines = sent.map((each) => JSON.stringify(nativeOf(each))).join("\n");
      return await resultsOf(await post("/track/batch", "application/x-ndjson", lines));
    },
  ],
  [
    "CloudEvents",
    async (sent) => {
      const list = JSON.stringify(sent.map(cloudEventOf));
      return await resultsOf(await post("/v1/events", "application/cloudevents-batch+json", list));
    },
  ],
];

/** What the events are by definition: the first of each id and source is recorded, what follows is compared with it. */
function expectedOf(sent: Sent[]): { statuses: string[]; stored: Sent[] } {
  const first = new Map<string, Sent>();
  const statuses = sent.map((each) => {
    const key = JSON.stringify([each.id, each.source]);
    const before = first.get(key);
    if (before === undefined) first.set(key, each);
    if (before === undefined) return "recorded";
    return before.input === each.input ? "duplicate" : "conflict";
  });
  return { statuses, stored: [...first.values()] };
}

async function sendSpans(sent: Sent[]): Promise<void> {
  const resourceSpans = sent.flatMap((each) => spanOf(each).resourceSpans);
  const response = await post("/v1/traces", "application/json", JSON.stringify({ resourceSpans }));
  if (response.status !== 200) throw new Error(await response.text());
}

const event = fc.record({
  id: fc.constantFrom("a1", "b2"),
  source: fc.constantFrom(...SOURCES),
  input: fc.constantFrom(3, 4),
});
const requests = fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });

const storedRows = async () => {
  const { results } = await env.DB.prepare(
    `SELECT id, source, usage ->> '$.tokens.input' AS input FROM interactions
     UNION ALL SELECT id, source, usage ->> '$.tokens.input' FROM interactions_archive ORDER BY source, id`,
  ).all<Sent>();
  return results;
};

const inOrder = (rows: Sent[]) =>
  rows.toSorted((left, right) => (left.source + left.id < right.source + right.id ? -1 : 1));

/** An event whose cached tokens are more than its input. */
const oddOf = (source: string) => ({
  ...nativeOf({ id: "a1", source, input: 3 }),
  tokens: { input: 3, cache_read: 9 },
});

const costsStored = async () =>
  (
    await env.DB.prepare("SELECT ai_tokens_cost_nano_usd AS cost FROM interactions").all<{ cost: number }>()
  ).results.map(({ cost }) => cost);

const statusOf = async (body: object) => (await postJson("/track/interaction", body)).status;

beforeEach(removeEverything);

describe("events with one id from different sources", () => {
  it.for(INTAKES)("are different events when they come as %s, whatever their order", async ([, send], { expect }) => {
    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        await removeEverything();
        const statuses: string[] = [];
        for (const part of sent) statuses.push(...(await send(part)));
        const expected = expectedOf(sent.flat());
        expect(statuses).toEqual(expected.statuses);
        expect(await storedRows()).toEqual(inOrder(expected.stored));
        const totals = await totalsOfEverything();
        expect(totals.actual).toEqual(totals.expected);
      }),
      { numRuns: 6 },
    );
  });

  it("are one span, the first that came, since nobody chooses the id of a span", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        await removeEverything();
        for (const part of sent) await sendSpans(part);
        const first = new Map(
          sent
            .flat()
            .toReversed()
            .map((each) => [each.id, each]),
        );
        const stored = [...first.values()].map((each) => {
          const { traceId, spanId } = spanIdOf(each.id);
          return { ...each, id: `${traceId}:${spanId}` };
        });
        expect(await storedRows()).toEqual(inOrder(stored));
        const totals = await totalsOfEverything();
        expect(totals.actual).toEqual(totals.expected);
      }),
      { numRuns: 6 },
    );
  });

  it("are told apart one by one: recorded, duplicate, conflict", async ({ expect }) => {
    const [one, other] = [
      nativeOf({ id: "a1", source: "n8n", input: 3 }),
      nativeOf({ id: "a1", source: "cron", input: 3 }),
    ];
    expect(await statusOf(one)).toBe(201);
    expect(await statusOf(other)).toBe(201);
    expect(await statusOf(other)).toBe(200);
    expect(await statusOf({ ...one, tokens: { input: 4 } })).toBe(409);
  });

  it("stay different when one of them is in the archive", async ({ expect }) => {
    const [one, other] = [
      nativeOf({ id: "a1", source: "n8n", input: 3 }),
      nativeOf({ id: "a1", source: "cron", input: 3 }),
    ];
    await postJson("/track/interaction", one);
    await env.DB.batch([
      env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions"),
      env.DB.prepare("DELETE FROM interactions"),
    ]);
    const answers = [one, other, { ...one, tokens: { input: 4 } }, other].map((body) =>
      postJson("/track/interaction", body),
    );
    expect((await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 201, 409,
    ]);
    expect(await lifetimesOf("u")).toMatchObject([
      { source: "cron", interaction_count: 1 },
      { source: "n8n", interaction_count: 1 },
    ]);
  });

  it("count their warnings each", async ({ expect }) => {
    for (const source of ["n8n", "cron", "n8n"]) await postJson("/track/interaction", oddOf(source));
    expect(await rowsWhere("warnings", "kind", "clamped_tokens")).toMatchObject([
      { source: "cron", warning_count: 1 },
      { source: "n8n", warning_count: 1 },
    ]);
  });

  it("are re-priced and restored each, though a step ends between them", async ({ expect }) => {
    const book = await publishPrices({ a: { input: 1, output: 1 } });
    const timestamp = "2026-03-04T09:00:00Z";
    const events = SOURCES.map((source) => ({
      ...nativeOf({ id: "a1", source, input: 10 }),
      timestamp,
      provider: "acme",
      model: "a",
    }));
    await recordWith(book, events);
    await publishPrices({ a: { input: 2, output: 1 } });
    const id = await startRun();
    while (await stepOnce(id, 1));
    expect(await costsStored()).toEqual([20_000, 20_000, 20_000]);
    expect(await runOf(id)).toMatchObject({ status: "done", changedCount: SOURCES.length });
    const undo = await controlReprice(trackerEnv, { id, control: "undo" }, { actor: "tester", nowMs: Date.now() });
    if ("refused" in undo) throw new Error(undo.refused.code);
    while (await stepOnce(undo.id, 1));
    expect(await costsStored()).toEqual([10_000, 10_000, 10_000]);
    const totals = await totalsOfEverything();
    expect(totals.actual).toEqual(totals.expected);
  });
});
