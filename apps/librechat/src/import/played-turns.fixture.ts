import type { InteractionEvent } from "@voygent/tracking-client";
import * as fc from "fast-check";

import { readChatMessage } from "../documents/chat-message.ts";
import { readUsageRow } from "../documents/usage-row.ts";
import { readRequest, type RequestContext } from "../requests/request-context.ts";
import { toInteractions } from "../turns/to-interactions.ts";
import { TurnBuffer } from "../turns/turn-buffer.ts";

const NAMES = { userOf: (id: string) => id, agentOf: () => undefined };
const START_MS = Date.parse("2026-03-04T09:00:00Z");
const TICK_MS = 500;
/** A row that comes last: without one, answers younger than all rows would be left for another import. */
const LAST_MS = 1_200_000;

/** How turns end: with which rows, and with what in their response. */
const ENDS = {
  answered: { context: "message", answer: { unfinished: false } },
  stopped: { context: "abort", answer: { unfinished: true } },
  stoppedWithoutRows: { context: null, answer: { unfinished: true } },
  stoppedWithCounts: { context: null, answer: { unfinished: true, metadata: { usage: { input: 11, output: 7 } } } },
  failed: { context: "message", answer: { unfinished: false, error: true } },
  failedWithoutRows: { context: null, answer: { unfinished: false, error: true } },
  answeredThroughApi: { context: "message", answer: null },
} as const;

type End = keyof typeof ENDS;

type PlayedCall = { model: string; input: number; output: number; cacheRead: number };

const callArbitrary: fc.Arbitrary<PlayedCall> = fc.record({
  model: fc.constantFrom("gpt-4o", "claude-sonnet-4-5", "agent_x"),
  input: fc.nat({ max: 5000 }),
  output: fc.oneof(fc.constant(0), fc.nat({ max: 900 })),
  cacheRead: fc.constantFrom(0, 0, 300),
});

/** Turns of LibreChat that names messages in its rows, at any times, beside each other too; of one that does not, one after the other. */
export const turnsArbitrary = fc.boolean().chain((namesMessages) =>
  fc.array(
    fc.record({
      namesMessages: fc.constant(namesMessages),
      isBulk: fc.constantFrom(namesMessages, false),
      conversation: fc.nat({ max: 2 }),
      afterMs: fc.nat({ max: 70_000 }),
      tookMs: fc.integer({ min: 100, max: 40_000 }),
      betweenCallsMs: fc.nat({ max: 300 }),
      calls: fc.array(callArbitrary, { minLength: 1, maxLength: 4 }),
      end: fc.constantFrom<End[]>(
        "answered",
        "stopped",
        "failedWithoutRows",
        ...(namesMessages
          ? (["stoppedWithoutRows", "stoppedWithCounts", "failed", "answeredThroughApi"] as const)
          : []),
      ),
      isTitled: fc.constantFrom(namesMessages, false),
      isAnswerFirst: fc.boolean(),
      saveCount: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
);

type PlayedTurn = typeof turnsArbitrary extends fc.Arbitrary<(infer Turn)[]> ? Turn : never;

const dateOf = (atMs: number) => ({ $date: new Date(START_MS + atMs).toISOString() });

/** A time with what happens then. */
type Step = { atMs: number; run: () => void };

/** LibreChat with the plugin, its database, and a clock that begins at zero. */
class Play {
  readonly transactions: object[] = [];
  readonly messages = new Map<string, { _id: object; createdAt: object }>();
  readonly events: InteractionEvent[] = [];
  readonly #buffer = new TurnBuffer();
  readonly #steps: Step[] = [];
  #nowMs = 0;
  #idCount = 0;

  at(atMs: number, run: () => void): void {
    this.#steps.push({ atMs, run });
  }

  run(): void {
    for (const { atMs, run } of this.#steps.toSorted((left, right) => left.atMs - right.atMs)) {
      for (; this.#nowMs < atMs; this.#nowMs += TICK_MS) this.#tell(this.#buffer.takeDue(START_MS + this.#nowMs));
      this.#nowMs = atMs;
      run();
    }
    this.#tell(this.#buffer.takeAll());
  }

  insert(rows: object[], { isBulk, request }: { isBulk: boolean; request: RequestContext | null }): void {
    const seen = { nowMs: START_MS + this.#nowMs, request };
    const documents = rows.map((row) => ({ _id: this.#newId(), createdAt: dateOf(this.#nowMs), ...row }));
    this.transactions.push(...documents);
    const read = documents.flatMap((document) => readUsageRow(document) ?? []);
    if (isBulk) this.#buffer.addBatch(read, seen);
    else for (const row of read) this.#buffer.addRow(row, seen);
  }

  save(message: { messageId: string; [name: string]: unknown }, request: RequestContext | null): void {
    const now = dateOf(this.#nowMs);
    const { _id, createdAt } = this.messages.get(message.messageId) ?? { _id: this.#newId(), createdAt: now };
    const document = { _id, createdAt, updatedAt: now, ...message };
    this.messages.set(message.messageId, document);
    const read = readChatMessage(document);
    if (read !== null) this.#buffer.addMessage(read, { nowMs: START_MS + this.#nowMs, request });
  }

  #newId(): object {
    this.#idCount += 1;
    const seconds = Math.floor((START_MS + this.#nowMs) / 1000);
    return { $oid: seconds.toString(16).padStart(8, "0") + this.#idCount.toString(16).padStart(16, "0") };
  }

  #tell(turns: Iterable<Parameters<typeof toInteractions>[0] | null>): void {
    for (const turn of turns) if (turn !== null) this.events.push(...toInteractions(turn, NAMES));
  }
}

/** The rows of a call, as `spendTokens` and `spendStructuredTokens` write them: these none for an answer of no tokens. */
function rowsOf({ model, input, output, cacheRead }: PlayedCall, place: object, isBulk: boolean): object[] {
  const isStructured = cacheRead > 0;
  const cached = isStructured ? { inputTokens: -input, readTokens: -cacheRead, writeTokens: -0 } : {};
  const prompt = { ...place, model, tokenType: "prompt", rawAmount: -(input + cacheRead), ...cached };
  // Written one by one, nothing tells which of the prompts has no answer.
  if (isStructured && output === 0 && isBulk) return [prompt];
  return [prompt, { ...place, model, tokenType: "completion", rawAmount: -output }];
}

/** Plans a turn from `startMs` on; gives back when it is over. */
function plan(play: Play, turn: PlayedTurn, { index, startMs }: { index: number; startMs: number }): number {
  const { context, answer } = ENDS[turn.end];
  const asking = readRequest("POST", answer === null ? "/api/agents/v1/responses" : "/api/agents/chat/openAI", startMs);
  const stopping = readRequest("POST", "/api/agents/chat/abort", startMs);
  const user = "665f1c2ab3d4e5f60718293a";
  const [messageId, parentMessageId] = [`m${index}`, `q${index}`];
  const place = { user, conversationId: `c${turn.conversation}` };
  const rowPlace = { ...place, ...(turn.namesMessages && { messageId }) };
  const write = (calls: PlayedCall[], of: string) =>
    play.insert(
      calls.flatMap((call) => rowsOf(call, { ...rowPlace, context: of }, turn.isBulk)),
      { isBulk: turn.isBulk, request: asking },
    );

  const endMs = startMs + turn.tookMs;
  const stepMs = turn.isBulk ? 0 : turn.betweenCallsMs;
  const rowsMs = turn.isAnswerFirst ? endMs + 50 : endMs;
  const answerMs = turn.isAnswerFirst ? endMs : endMs + turn.calls.length * stepMs + 50;
  play.at(startMs, () => play.save({ ...place, messageId: parentMessageId, isCreatedByUser: true }, asking));
  if (context !== null && turn.isBulk) play.at(rowsMs, () => write(turn.calls, context));
  else if (context !== null) {
    for (const [number, call] of turn.calls.entries()) play.at(rowsMs + number * stepMs, () => write([call], context));
  }
  const message = { ...place, messageId, parentMessageId, isCreatedByUser: false, endpoint: "openAI", ...answer };
  const saving = answer?.unfinished === true ? stopping : asking;
  for (let save = 0; save < (answer === null ? 0 : turn.saveCount); save += 1) {
    play.at(answerMs + save * 30, () => play.save(message, saving));
  }
  const title = { model: "gpt-4o-mini", input: 40, output: 5, cacheRead: 0 };
  if (turn.isTitled) play.at(startMs + 20, () => write([title], "title"));
  return endMs + turn.calls.length * stepMs + 1500;
}

/** What the plugin tells of turns while they go on, and what the database holds at their end. */
export function playTurns(turns: PlayedTurn[]) {
  const play = new Play();
  const freeMs = new Map<number, number>();
  for (const [index, turn] of turns.entries()) {
    // Rows that name no message can be told apart by their time only.
    const isBeside = turn.namesMessages;
    const startMs = turn.afterMs + (isBeside ? 0 : (freeMs.get(turn.conversation) ?? 0));
    freeMs.set(turn.conversation, plan(play, turn, { index, startMs }));
  }
  const last = { user: "665f1c2ab3d4e5f60718293b", conversationId: "last", messageId: "last", context: "message" };
  play.at(LAST_MS, () =>
    play.insert(rowsOf({ model: "gpt-4o", input: 1, output: 1, cacheRead: 0 }, last, true), {
      isBulk: true,
      request: null,
    }),
  );
  play.run();
  return { events: play.events, transactions: play.transactions, messages: [...play.messages.values()] };
}
