import { describe, it } from "vitest";

import { readChatMessage } from "../documents/chat-message.ts";
import { readUsageRow } from "../documents/usage-row.ts";
import { toInteractions } from "../turns/to-interactions.ts";
import { TurnBuffer } from "../turns/turn-buffer.ts";
import { importDocuments, startTracker, turnDocuments } from "./import.fixture.ts";

const NAMES = { userOf: (id: string) => id, agentOf: () => undefined };

type Turn = ReturnType<typeof turnDocuments>;

/** What the plugin tells of turns, of which it saw no request. */
function tellLive(turns: Turn[]) {
  const buffer = new TurnBuffer();
  const seen = { nowMs: Date.parse("2026-03-04T09:15:04.200Z"), request: null };
  for (const { rows, answer } of turns) {
    buffer.addBatch(
      rows.flatMap((row) => readUsageRow(row) ?? []),
      seen,
    );
    const message = readChatMessage(answer);
    if (message !== null) buffer.addMessage(message, seen);
  }
  const events = buffer.takeAll().flatMap((turn) => toInteractions(turn, NAMES));
  return events.map((event) => ({ ...event, source: "librechat" }));
}

/** The same document as canonical Extended JSON writes it. */
function canonical(value: unknown): unknown {
  if (Object.is(value, -0)) return { $numberDouble: "-0.0" };
  if (typeof value === "number") {
    return Number.isInteger(value) ? { $numberInt: String(value) } : { $numberDouble: String(value) };
  }
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]) => {
    const isDate = name === "$date" && typeof entry === "string";
    const instant = isDate ? { $numberLong: String(Date.parse(entry)) } : null;
    return [name, instant ?? canonical(entry)] as const;
  });
  return Object.fromEntries(entries);
}

const canonicalTurn = ({ rows, answer }: Turn): { rows: object[]; answer: object } => ({
  rows: rows.map((row) => ({ ...row, ...Object(canonical(row)) })),
  answer: { ...answer, ...Object(canonical(answer)) },
});

const turns = () => [
  turnDocuments({ prompt: { readTokens: -300, writeTokens: -0 }, answer: { sender: "GPT", finish_reason: "stop" } }),
  turnDocuments({ both: { context: "abort" }, answer: { unfinished: true } }),
  turnDocuments({ both: { model: "agent_1" }, answer: { endpoint: "agents", model: "agent_1", isTemporary: true } }),
  turnDocuments({ both: { context: "title" } }),
];

describe("what is imported", () => {
  it("is what the plugin told, to the letter", async ({ expect }) => {
    const told = turns();
    const tracker = await startTracker();
    for (const event of tellLive(told)) tracker.stored.set(event.id ?? "", JSON.stringify(event));
    const size = tracker.stored.size;
    const documents = { transactions: told.flatMap(({ rows }) => rows), messages: told.map(({ answer }) => answer) };
    const { acknowledged } = await importDocuments(documents, { url: tracker.url, mapping: { countsAnswers: true } });
    expect([tracker.stored.size, acknowledged]).toMatchObject([size, { recorded: 0, differing: 0 }]);
  });

  it("is the same of relaxed and of canonical Extended JSON", async ({ expect }) => {
    const [tracker, other] = [await startTracker(), await startTracker()];
    const told = turns();
    for (const [made, { url }] of [
      [told, tracker],
      [told.map(canonicalTurn), other],
    ] as const) {
      await importDocuments(
        { transactions: made.flatMap(({ rows }) => rows), messages: made.map(({ answer }) => answer) },
        { url },
      );
    }
    expect(other.events()).toEqual(tracker.events());
  });
});
