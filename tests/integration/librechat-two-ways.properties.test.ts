import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { it } from "vitest";

import { totalsOfEverything } from "../../workers/tracker/test/totals-of-everything.ts";
import { freshTurn, sendEvents, sendSpans, type TestCall } from "./librechat-turn.ts";

/** Calls that are nothing like each other; a turn may hold each several times. */
const KINDS: TestCall[] = [
  { input: 100, output: 10 },
  { input: 2000, output: 20, cacheRead: 1500 },
  { input: 300, output: 31, reasoning: 7, model: "gpt-4o-mini" },
];

const seenBy = fc.array(fc.nat({ max: KINDS.length - 1 }), { maxLength: 4 });

/** Which call is sent by which way, what else goes with it in one request, and what goes at once with that. */
const sending = fc.record({ isEvent: fc.boolean(), from: fc.nat({ max: 3 }), count: fc.integer({ min: 1, max: 4 }) });
const history = fc.record({
  byPlugin: seenBy,
  byExporter: seenBy,
  rounds: fc.array(fc.array(sending, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
  isPluginFirst: fc.boolean(),
});

const kindsOf = (places: number[]) => places.flatMap((place) => KINDS[place] ?? []);

const countOf = (places: number[], kind: number) => places.filter((place) => place === kind).length;

async function storedCounts(sessionId: string): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    "SELECT usage->>'$.tokens.output' AS output, count(*) AS calls FROM interactions WHERE session_id = ?1 GROUP BY 1",
  )
    .bind(sessionId)
    .all<{ output: number; calls: number }>();
  return Object.fromEntries(results.map(({ output, calls }) => [output, calls]));
}

it(
  "counts each call once, in whatever pieces and order both ways tell of it",
  { timeout: 120_000 },
  async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(history, async ({ byPlugin, byExporter, rounds, isPluginFirst }) => {
        const turn = await freshTurn();
        const events = byPlugin.length === 0 ? [] : turn.events(kindsOf(byPlugin));
        const spans = kindsOf(byExporter).map((call) => turn.span(call));
        const sendSome = async (isEvent: boolean, from: number, count: number) => {
          const [someEvents, someSpans] = [events.slice(from, from + count), spans.slice(from, from + count)];
          if (isEvent && someEvents.length > 0) await sendEvents(someEvents);
          if (!isEvent && someSpans.length > 0) await sendSpans(someSpans);
        };
        for (const round of rounds) {
          await Promise.all(round.map(async ({ isEvent, from, count }) => await sendSome(isEvent, from, count)));
        }
        await sendSome(isPluginFirst, 0, 4);
        await sendSome(!isPluginFirst, 0, 4);
        // A call that both saw is one: of each kind there are as many as whoever saw more.
        const expected = KINDS.flatMap(({ output }, kind) => {
          const calls = Math.max(countOf(byPlugin, kind), countOf(byExporter, kind));
          return calls === 0 ? [] : [[output, calls]];
        });
        expect(await storedCounts(turn.conversationId)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 40 },
    );
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  },
);

async function storedTokens(sessionId: string): Promise<unknown> {
  return await env.DB.prepare(
    `SELECT total(usage->>'$.tokens.input') AS input, total(usage->>'$.tokens.output') AS output
     FROM interactions WHERE session_id = ?1`,
  )
    .bind(sessionId)
    .first();
}

const part = fc.constantFrom("whole", "calls", "both", "spans");

it(
  "counts an answer once, in whatever order it is told as a whole and by its calls",
  { timeout: 120_000 },
  async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: KINDS.length - 1 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
        fc.boolean(),
        async (places, rounds, isWholeLast) => {
          const calls = kindsOf(places);
          const input = calls.reduce((sum, call) => sum + call.input, 0);
          const output = calls.reduce((sum, call) => sum + call.output, 0);
          const turn = await freshTurn();
          const whole = turn.events([], { metadata: { usage: { input, output, cacheRead: 0, cacheWrite: 0 } } });
          const [told, spans] = [turn.events(calls), calls.map((call) => turn.span(call))];
          const sent = { whole, calls: told, both: [...whole, ...told] };
          const send = async (name: keyof typeof sent | "spans") => {
            await (name === "spans" ? sendSpans(spans) : sendEvents(sent[name]));
          };
          for (const round of rounds) await Promise.all(round.map(send));
          await send(isWholeLast ? "calls" : "whole");
          await send(isWholeLast ? "whole" : "calls");
          expect(await storedTokens(turn.conversationId)).toEqual({ input, output });
        },
      ),
      { numRuns: 40 },
    );
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  },
);

const sum = (some: TestCall[]) => ({
  input: some.reduce((total, { input }) => total + input, 0),
  output: some.reduce((total, { output }) => total + output, 0),
});

it(
  "says how much it counts twice when some calls come before their answer as a whole, and nothing else",
  { timeout: 120_000 },
  async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: KINDS.length - 1 }), { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 4 }),
        async (places, split) => {
          const calls = kindsOf(places);
          const [all, early] = [sum(calls), sum(calls.slice(0, split))];
          const turn = await freshTurn();
          const told = turn.events(calls);
          const whole = turn.events([], { metadata: { usage: { ...all, cacheRead: 0, cacheWrite: 0 } } });
          if (split > 0) await sendEvents(told.slice(0, split));
          const answer = JSON.stringify(await sendEvents(whole));
          for (let round = 0; round < 2; round += 1) {
            if (split < told.length) await sendEvents(told.slice(split));
            await sendEvents(whole);
          }
          const isTwice = split > 0 && split < calls.length;
          expect(await storedTokens(turn.conversationId)).toEqual(
            isTwice ? { input: all.input + early.input, output: all.output + early.output } : all,
          );
          expect(answer.includes("sources_overlap")).toBe(isTwice);
          if (isTwice) expect(answer).toContain(`${early.input} input and ${early.output} output tokens perhaps twice`);
        },
      ),
      { numRuns: 30 },
    );
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  },
);
