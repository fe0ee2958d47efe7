import type { SessionResponseList } from "@voygent/contracts";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { totalsOfEverything } from "../../workers/tracker/test/totals-of-everything.ts";
import { getJson } from "../stack/front-door.ts";
import { freshTurn, sendEvents, sendSpans, type TestCall } from "./librechat-turn.ts";

const CALL: TestCall = { input: 6364, output: 225, cacheRead: 6144, reasoning: 130 };
const SECOND: TestCall = { input: 7001, output: 88 };

/** How many calls of a conversation are stored, with how many tokens, by plain SQL. */
async function storedOf(sessionId: string): Promise<[calls: number, input: number, output: number]> {
  const row = await env.DB.prepare(
    `SELECT count(*) AS calls, total(usage->>'$.tokens.input') AS input, total(usage->>'$.tokens.output') AS output
     FROM (SELECT * FROM interactions UNION ALL SELECT * FROM interactions_archive) WHERE session_id = ?1`,
  )
    .bind(sessionId)
    .first<{ calls: number; input: number; output: number }>();
  return [row?.calls ?? 0, row?.input ?? 0, row?.output ?? 0];
}

const sumOf = (calls: TestCall[]): [number, number, number] => [
  calls.length,
  calls.reduce((sum, { input }) => sum + input, 0),
  calls.reduce((sum, { output }) => sum + output, 0),
];

const statuses = ({ results }: Awaited<ReturnType<typeof sendEvents>>) => results.map(({ status }) => status);

async function warningsOf(exampleIds: string[]): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    `SELECT kind, subject, source, warning_count FROM warnings WHERE example_id IN (SELECT value FROM json_each(?1)) ORDER BY kind`,
  )
    .bind(JSON.stringify(exampleIds))
    .all();
  return results;
}

describe("a call of LibreChat that is reported in two ways is counted once", () => {
  it("when the plugin was first, and what the exporter says later is a warning with an example", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    const told = events([CALL, SECOND]);
    expect(statuses(await sendEvents(told))).toEqual(["recorded", "recorded"]);
    expect(await sendSpans([span(CALL)])).toEqual({});
    expect(await sendSpans([span(SECOND)])).toEqual({});
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, SECOND]));
    const stored = await env.DB.prepare("SELECT metadata FROM interactions WHERE id = ?1")
      .bind(told[1]?.id)
      .first("metadata");
    expect(JSON.parse(String(stored))).toMatchObject({
      also_reported_as: [{ source: "librechat", input: 7001, output: 88 }],
    });
  });

  it("when the exporter was first, and the answer to the plugin says so, with the cost of what is stored", async ({
    expect,
  }) => {
    const { conversationId, events, span } = await freshTurn();
    const spans = [span(CALL), span(SECOND)];
    await sendSpans(spans);
    const told = events([CALL, SECOND]);
    const answer = await sendEvents(told);
    // 220 × $2.50 + 6,144 × $1.25 + 225 × $10, per million tokens, of gpt-4o.
    expect(answer.results[0]).toMatchObject({
      id: told[0]?.id,
      status: "duplicate",
      cost: { total: "0.010480000" },
      warnings: [{ code: "reported_twice" }],
    });
    expect(statuses(answer)).toEqual(["duplicate", "duplicate"]);
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, SECOND]));
    const ids = spans.map(({ traceId, spanId }) => `${traceId}:${spanId}`);
    expect(await warningsOf(ids)).toMatchObject([{ kind: "reported_twice", subject: "events", source: "librechat" }]);
  });

  it("however often either is sent again, in whatever order", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    const [told, spans] = [events([CALL, SECOND, CALL]), [span(CALL), span(SECOND), span(CALL)]];
    await sendSpans(spans.slice(1));
    for (let round = 0; round < 2; round += 1) {
      await sendEvents(told);
      await sendSpans(spans);
      for (const event of told.toReversed()) await sendEvents([event]);
      for (const one of spans.toReversed()) await sendSpans([one]);
    }
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, SECOND, CALL]));
  });

  it("when both come at once", async ({ expect }) => {
    const turns = await Promise.all(Array.from({ length: 8 }, async () => await freshTurn()));
    await Promise.all(
      turns.flatMap(({ events, span }) => [
        sendSpans([span(CALL)]),
        sendEvents(events([CALL, SECOND])),
        sendSpans([span(SECOND)]),
      ]),
    );
    const stored = await Promise.all(turns.map(async ({ conversationId }) => await storedOf(conversationId)));
    expect(stored).toEqual(turns.map(() => sumOf([CALL, SECOND])));
  });

  it("for titles, which have traces of their own", async ({ expect }) => {
    const title = { input: 90, output: 6, context: "title", model: "gpt-4o-mini" };
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const [told, spans] = [events([CALL, title]), [span(title, { isTitle: true }), span(CALL)]];
      if (isPluginFirst) await sendEvents(told);
      await sendSpans(spans);
      await sendEvents(told);
      expect(await storedOf(conversationId)).toEqual(sumOf([CALL, title]));
    }
  });

  it("and make one response with their title, by the exporter alone, too", async ({ expect }) => {
    const { conversationId, messageId, span } = await freshTurn();
    await sendSpans([span(CALL), span({ ...SECOND, model: "gpt-4o-mini" }, { isTitle: true })]);
    const { data } = await (await getJson(`/api/sessions/${conversationId}/responses`)).json<SessionResponseList>();
    expect(data.map((each) => [each.message_id, each.parts.map((part) => part.context_type)])).toEqual([
      [messageId, [null, "title"]],
    ]);
  });

  it("when calls with the same counts are told by one, and one of them by the other", async ({ expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const told = events([CALL, CALL]);
      if (isPluginFirst) await sendEvents(told);
      await sendSpans([span(CALL)]);
      await sendSpans([span(SECOND)]);
      await sendEvents(told);
      await sendEvents(told);
      expect(await storedOf(conversationId)).toEqual(sumOf([CALL, CALL, SECOND]));
    }
  });

  it("when a queue hands both over in one batch, or one is a call that the other did not see", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    const other = { ...CALL, output: 999 };
    await Promise.all([sendEvents(events([CALL, SECOND])), sendSpans([span(other), span(CALL)])]);
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, SECOND, other]));
  });

  it("when it is archived", async ({ expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const [told, spans] = [events([CALL]), [span(CALL)]];
      await (isPluginFirst ? sendEvents(told) : sendSpans(spans));
      await env.DB.batch([
        env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions WHERE session_id = ?1").bind(
          conversationId,
        ),
        env.DB.prepare("DELETE FROM interactions WHERE session_id = ?1").bind(conversationId),
      ]);
      for (let round = 0; round < 2; round += 1) {
        await sendSpans(spans);
        await sendEvents(told);
      }
      expect(await storedOf(conversationId)).toEqual(sumOf([CALL]));
      await env.DB.batch([
        env.DB.prepare("INSERT INTO interactions SELECT * FROM interactions_archive WHERE session_id = ?1").bind(
          conversationId,
        ),
        env.DB.prepare("DELETE FROM interactions_archive WHERE session_id = ?1").bind(conversationId),
      ]);
    }
  });
});

describe("two reports of a call that count otherwise are one", () => {
  const CASES: [string, TestCall, TestCall][] = [
    ["cached tokens twice", { input: 6364 + 6144, output: 225, cacheRead: 6144 }, CALL],
    ["cached tokens without saying so", { input: 6364, output: 225 }, CALL],
    ["no cached tokens in the input", { input: 220, output: 225 }, CALL],
    ["no reasoning in the output", { ...CALL, output: 95 }, CALL],
    ["the model by its full name", CALL, { ...CALL, model: "gpt-4o-2024-08-06" }],
    ["the model by the id of an agent", { ...CALL, model: "agent_9xK2" }, CALL],
  ];
  it.for(CASES)("%s", async ([, byPlugin, byExporter], { expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const [told, spans] = [events([byPlugin]), [span(byExporter)]];
      if (isPluginFirst) await sendEvents(told);
      await sendSpans(spans);
      await sendEvents(told);
      expect(await storedOf(conversationId)).toEqual(sumOf([isPluginFirst ? byPlugin : byExporter]));
    }
  });
});

describe("an answer of which LibreChat recorded no calls", () => {
  const usage = { input: 220 + 7001, output: 225 + 88, cacheRead: 6144, cacheWrite: 0 };

  it("gives way to its calls, and stands for them when it was first", async ({ expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const [whole, spans] = [events([], { metadata: { usage } }), [span(CALL), span(SECOND)]];
      if (isPluginFirst) await sendEvents(whole);
      for (let round = 0; round < 2; round += 1) {
        for (const one of spans) await sendSpans([one]);
        await sendEvents(whole);
      }
      const [, input, output] = sumOf([CALL, SECOND]);
      expect(await storedOf(conversationId)).toEqual([isPluginFirst ? 1 : 2, input, output]);
    }
  });

  it("does not keep a call out that it has no counts for", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    await sendEvents(events([], { metadata: { usage } }));
    await sendSpans([span(CALL), span(SECOND), span(SECOND)]);
    const [, input, output] = sumOf([CALL, SECOND, SECOND]);
    expect(await storedOf(conversationId)).toEqual([2, input, output]);
  });

  it("without counts is the same as a span without counts", async ({ expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const [failed, spans] = [events([], { error: true }), [span(null)]];
      if (isPluginFirst) await sendEvents(failed);
      await sendSpans(spans);
      await sendEvents(failed);
      expect(await storedOf(conversationId)).toEqual([1, 0, 0]);
    }
  });
});

describe("an answer that is told as a whole and by its calls, which LibreChat recorded late or told another process", () => {
  const AGENT = { ...SECOND, context: "subagent", model: "gpt-4o-mini" };
  const usage = { input: 220 + 7001, output: 225 + 88, cacheRead: 6144, cacheWrite: 0 };
  const [, input, output] = sumOf([CALL, AGENT]);

  it("is counted once when the whole was first, and the calls are told to be duplicates", async ({ expect }) => {
    const { conversationId, events } = await freshTurn();
    const [whole, calls] = [events([], { metadata: { usage } }), events([CALL, AGENT])];
    expect(statuses(await sendEvents(whole))).toEqual(["recorded"]);
    for (let round = 0; round < 2; round += 1) {
      for (const call of calls) {
        expect((await sendEvents([call])).results).toMatchObject([
          { status: "duplicate", warnings: [{ code: "reported_twice" }] },
        ]);
      }
      expect(statuses(await sendEvents(whole))).toEqual(["duplicate"]);
    }
    expect(await storedOf(conversationId)).toEqual([1, input, output]);
  });

  it("is counted once when the calls were first, however often the whole is sent", async ({ expect }) => {
    const { conversationId, events } = await freshTurn();
    const [whole, calls] = [events([], { metadata: { usage } }), events([CALL, AGENT])];
    await sendEvents(calls);
    for (let round = 0; round < 2; round += 1) {
      expect((await sendEvents(whole)).results).toMatchObject([
        { status: "duplicate", warnings: [{ code: "reported_twice" }] },
      ]);
    }
    expect(statuses(await sendEvents(calls))).toEqual(["duplicate", "duplicate"]);
    expect(await storedOf(conversationId)).toEqual([2, input, output]);
  });

  it("is counted by its calls when one request holds both", async ({ expect }) => {
    const { conversationId, events } = await freshTurn();
    const told = [...events([], { metadata: { usage } }), ...events([CALL, AGENT])];
    expect(statuses(await sendEvents(told))).toEqual(["duplicate", "recorded", "recorded"]);
    expect(await storedOf(conversationId)).toEqual([2, input, output]);
  });

  it("is counted once when both come at once", async ({ expect }) => {
    const turns = await Promise.all(Array.from({ length: 8 }, async () => await freshTurn()));
    await Promise.all(
      turns.flatMap(({ events }) => [
        sendEvents(events([], { metadata: { usage } })),
        sendEvents(events([CALL, AGENT])),
      ]),
    );
    const stored = await Promise.all(turns.map(async ({ conversationId }) => await storedOf(conversationId)));
    expect(stored.map((counts) => counts.slice(1))).toEqual(turns.map(() => [input, output]));
  });

  it("is counted once when spans of its calls come, too, in any order", async ({ expect }) => {
    for (const order of ["wsc", "wcs", "swc", "scw", "csw", "cws"]) {
      const { conversationId, events, span } = await freshTurn();
      const [whole, calls] = [events([], { metadata: { usage } }), events([CALL, AGENT])];
      const spans = [span(CALL), span(AGENT)];
      for (const step of order) {
        if (step === "s") await sendSpans(spans);
        else await sendEvents(step === "w" ? whole : calls);
      }
      expect([order, ...(await storedOf(conversationId))]).toEqual([
        order,
        order.startsWith("w") ? 1 : 2,
        input,
        output,
      ]);
    }
  });

  it("is counted beside spans that tell only a part of it, with a warning", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    await sendSpans([span({ input: 10, output: 1 }), span(null)]);
    const answer = await sendEvents(events([], { metadata: { usage } }));
    expect(answer.results).toMatchObject([{ status: "recorded", warnings: [{ code: "sources_overlap" }] }]);
    expect(await storedOf(conversationId)).toEqual([3, input + 10, output + 1]);
  });

  it("is counted once when what is stored of it is archived", async ({ expect }) => {
    for (const isWholeFirst of [true, false]) {
      const { conversationId, events } = await freshTurn();
      const [whole, calls] = [events([], { metadata: { usage } }), events([CALL, AGENT])];
      await sendEvents(isWholeFirst ? whole : calls);
      await env.DB.batch([
        env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions WHERE session_id = ?1").bind(
          conversationId,
        ),
        env.DB.prepare("DELETE FROM interactions WHERE session_id = ?1").bind(conversationId),
      ]);
      await sendEvents(isWholeFirst ? calls : whole);
      expect(await storedOf(conversationId)).toEqual([isWholeFirst ? 1 : 2, input, output]);
      await env.DB.batch([
        env.DB.prepare("INSERT INTO interactions SELECT * FROM interactions_archive WHERE session_id = ?1").bind(
          conversationId,
        ),
        env.DB.prepare("DELETE FROM interactions_archive WHERE session_id = ?1").bind(conversationId),
      ]);
    }
  });

  it.for(["title", "memory"])("does not keep out a %s, which its counts leave out", async (context, { expect }) => {
    for (const isWholeFirst of [true, false]) {
      const { conversationId, events } = await freshTurn();
      const beside = { input: 9000, output: 400, context };
      const [whole, calls] = [events([], { metadata: { usage } }), events([beside])];
      const small = events([{ input: 90, output: 6, context }]);
      for (const told of isWholeFirst ? [whole, calls, small] : [calls, small, whole]) {
        expect(statuses(await sendEvents(told))).toEqual(["recorded"]);
      }
      expect(await storedOf(conversationId)).toEqual([3, input + 9090, output + 406]);
    }
  });

  it("is counted beside calls that do not make up its counts, with a warning", async ({ expect }) => {
    const { conversationId, events } = await freshTurn();
    await sendEvents(events([SECOND]));
    const answer = await sendEvents(events([], { metadata: { usage } }));
    expect(answer.results).toMatchObject([{ status: "recorded", warnings: [{ code: "sources_overlap" }] }]);
    expect(await storedOf(conversationId)).toEqual([2, input + 7001, output + 88]);
  });
});

describe("an answer that was stopped and then continued, under the same message", () => {
  const usage = { input: 5000, output: 300, cacheRead: 0, cacheWrite: 0 };
  const rest = { input: 900, output: 40 };

  it("is counted with what went on, and a warning that says how much may be counted twice", async ({ expect }) => {
    const { conversationId, events } = await freshTurn();
    await sendEvents(events([], { unfinished: true, metadata: { usage } }));
    const continued = events([rest]);
    const { results } = await sendEvents(continued);
    expect(results).toMatchObject([{ status: "recorded", warnings: [{ code: "sources_overlap" }] }]);
    expect(JSON.stringify(results)).toContain("900 input and 40 output tokens");
    expect(statuses(await sendEvents(continued))).toEqual(["duplicate"]);
    expect(await storedOf(conversationId)).toEqual([2, 5900, 340]);
  });

  it("is not counted with the calls that were stopped", async ({ expect }) => {
    const { conversationId, events } = await freshTurn();
    await sendEvents(events([], { unfinished: true, metadata: { usage } }));
    expect(statuses(await sendEvents(events([{ ...rest, context: "abort" }])))).toEqual(["duplicate"]);
    expect(await storedOf(conversationId)).toEqual([1, 5000, 300]);
  });
});

/** The same event at another time. */
const moved = (event: object, days: number) => {
  const { timestamp }: { timestamp?: string } = event;
  return { ...event, timestamp: new Date(Date.parse(timestamp ?? "") + days * 86_400_000).toISOString() };
};

describe("reports of a call that are far apart in time are one", () => {
  it("when the answer was saved six days after its call began", async ({ expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const told = events([CALL]).map((event) => moved(event, 6));
      if (isPluginFirst) await sendEvents(told);
      await sendSpans([span(CALL)]);
      await sendEvents(told);
      expect(await storedOf(conversationId)).toEqual(sumOf([CALL]));
    }
  });

  it("when the answer as a whole was begun a month before its last call", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    const usage = { input: 220, output: 225, cacheRead: 6144, cacheWrite: 0 };
    await sendEvents(events([], { metadata: { usage } }).map((event) => moved(event, -30)));
    await sendSpans([span(CALL)]);
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL]));
  });
});

describe("two reports with the same counts under other names of a model", () => {
  it.for<[alias: string, model: string]>([
    ["claude-3-7-sonnet-latest", "claude-3-7-sonnet-20250219"],
    ["mistral-large-latest", "mistral-large-2411"],
    ["openrouter/auto", "anthropic/claude-sonnet-4.5"],
    ["my-deployment", "gpt-4o-2024-08-06"],
  ])("are one when there is no other choice: %s and %s", async ([alias, model], { expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const [told, spans] = [events([{ ...CALL, model: alias }, SECOND]), [span({ ...CALL, model }), span(SECOND)]];
      if (isPluginFirst) await sendEvents(told);
      for (let round = 0; round < 2; round += 1) {
        await sendSpans(spans);
        await sendEvents(told);
      }
      expect(await storedOf(conversationId)).toEqual(sumOf([CALL, SECOND]));
    }
  });

  it("are one each when all choices are alike", async ({ expect }) => {
    for (const isPluginFirst of [true, false]) {
      const { conversationId, events, span } = await freshTurn();
      const alias = { ...CALL, model: "claude-3-7-sonnet-latest" };
      const [told, spanOf] = [events([alias, alias]), () => span({ ...CALL, model: "claude-3-7-sonnet-20250219" })];
      if (isPluginFirst) await sendEvents(told);
      await sendSpans([spanOf(), spanOf()]);
      if (!isPluginFirst) await sendEvents(told);
      expect(await storedOf(conversationId)).toEqual(sumOf([CALL, CALL]));
    }
  });

  it("are both counted, with a warning, when their cached tokens differ, too", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    await sendSpans([span({ model: "gpt-4o-2024-08-06", input: 6364, output: 225, cacheRead: 6144 })]);
    const twice = { model: "claude-sonnet-4-5", input: 12_508, output: 225, cacheRead: 6144 };
    const answer = await sendEvents(events([twice]));
    expect(answer.results).toMatchObject([{ status: "recorded", warnings: [{ code: "sources_overlap" }] }]);
    expect(await storedOf(conversationId)).toEqual(sumOf([twice, { input: 6364, output: 225 }]));
  });

  it("are both counted, with a warning, when there is a choice", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    await sendSpans([span({ ...CALL, model: "gpt-4.1" }), span({ ...CALL, model: "gpt-4o-mini" })]);
    const answer = await sendEvents(events([{ ...CALL, model: "gpt-4o" }]));
    expect(answer.results).toMatchObject([{ status: "recorded", warnings: [{ code: "sources_overlap" }] }]);
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, CALL, CALL]));
  });
});

describe("what cannot be matched is all counted", () => {
  it("and warned about when it may be one call", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    await sendSpans([span(CALL)]);
    const other = { input: 6000, output: 200 };
    const answer = await sendEvents(events([other]));
    expect(answer.results).toMatchObject([{ status: "recorded", warnings: [{ code: "sources_overlap" }] }]);
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, other]));
  });

  it("and not warned about when it is of another model, conversation or message", async ({ expect }) => {
    const { conversationId, messageId, events, span } = await freshTurn();
    const other = { ...CALL, model: "gpt-4o-mini" };
    await sendEvents([
      ...events([CALL]),
      { ...events([SECOND])[0], session_id: `${conversationId}-other`, metadata: { message_id: messageId } },
      { ...events([SECOND])[0], metadata: { message_id: crypto.randomUUID() } },
    ]);
    await sendSpans([span(CALL), span(other), span(SECOND)]);
    expect(await storedOf(conversationId)).toEqual(sumOf([CALL, SECOND, other, SECOND]));
    expect(await warningsOf([conversationId])).toEqual([]);
  });
});

it("all totals are those of the rows", async ({ expect }) => {
  const { expected, actual } = await totalsOfEverything();
  expect(actual).toEqual(expected);
});
