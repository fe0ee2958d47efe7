import type { InteractionEvent } from "@voygent/tracking-client";

import { type ChatMessage, readChatMessage } from "../documents/chat-message.ts";
import { fieldOf, readId } from "../documents/read-value.ts";
import { nameCall, toInteractions } from "../turns/to-interactions.ts";
import type { ModelCall } from "../turns/model-call.ts";
import type { Turn, TurnNames } from "../turns/turn.ts";
import type { AnswerCopies } from "./answer-copies.ts";
import { TurnCollector } from "./collect-turns.ts";
import { correctCache } from "./correct-cache.ts";
import { ImportError } from "./import-error.ts";
import type { MappingOptions } from "./import-options.ts";
import type { MessageIndex } from "./message-index.ts";
import { objectIdMs } from "./object-id-time.ts";
import { readDocuments, type Reading } from "./read-documents.ts";
import { readRows } from "./read-rows.ts";
import type { Tally } from "./tally.ts";

const has = (document: unknown, name: string) => fieldOf(document, name) !== undefined;

/** Where the messages go that are read, and what is counted of them. */
type Indexing = Pick<Known, "index" | "copies" | "options" | "tally">;

/** Whether an answer without transactions is told: finished ones only where that is asked for. */
const isToldAlone = ({ isUnfinished, isFailed, usage }: ChatMessage, { countsAnswers }: MappingOptions) =>
  isUnfinished || isFailed || (countsAnswers && usage !== null);

/** Fills the index and the copies from the export of `messages`, and seals the index. */
export async function indexMessages(
  path: string,
  { index, copies, options, tally }: Indexing,
  reading: Reading,
): Promise<void> {
  let isFirst = true;
  for await (const documents of readDocuments(path, reading)) {
    for (const { value } of documents) {
      if (isFirst && !has(value, "isCreatedByUser")) {
        const what = has(value, "tokenType") ? "transactions: are the two files swapped?" : "no messages of LibreChat";
        throw new ImportError("input", `${path} holds ${what}`);
      }
      isFirst = false;
      const read = readChatMessage(value);
      if (read === null) {
        tally.add("unreadable_messages");
        continue;
      }
      const madeAtMs = objectIdMs(readId(fieldOf(value, "_id")));
      const message = { ...read, createdAtMs: read.createdAtMs ?? madeAtMs };
      index.add(message);
      if (!message.isOfUser && isToldAlone(message, options))
        copies.note(message, madeAtMs ?? message.createdAtMs ?? 0);
    }
  }
  index.seal();
}

/** An export of a running LibreChat ends anywhere, also between the two rows of a call. */
const CUT_MS = 60_000;

/** What is known before the rows are read; `newestAtMs` is when the newest of them was made. */
type Known = {
  index: MessageIndex;
  copies: AnswerCopies;
  names: TurnNames;
  options: MappingOptions;
  tally: Tally;
  newestAtMs: number;
};

/**
 * The interactions of an export, some at a time: always the same ones in the same order for the same files and options.
 * The index and the copies have to hold the messages.
 */
export async function* readInteractions(
  path: string,
  { index, copies, names, options, tally, newestAtMs }: Known,
  reading: Reading,
): AsyncGenerator<InteractionEvent[]> {
  const { source, environment, sinceMs, untilMs, upgradedAt, countsAnswers, isComplete } = options;
  const isCut = ({ completion, first: { createdAtMs } }: ModelCall): boolean => {
    const ageMs = newestAtMs - (createdAtMs ?? 0);
    // What is younger than the newest is of the future: waiting does not help.
    return !isComplete && completion === null && ageMs >= 0 && ageMs <= CUT_MS;
  };
  // Its rows may be younger than the export of them; where none are written, none are missing.
  const isYounger = ({ createdAtMs, updatedAtMs }: ChatMessage) =>
    !countsAnswers && !isComplete && Math.max(createdAtMs ?? 0, updatedAtMs ?? 0) > newestAtMs;
  const corrected = (turn: Turn): Turn => {
    if (upgradedAt === null) return turn;
    const { message } = turn;
    const calls = turn.calls.map((call) => {
      const { provider } = nameCall(call, turn, names);
      return correctCache(call, { message, provider }, upgradedAt);
    });
    return { ...turn, calls };
  };
  const tell = (turns: Turn[]): InteractionEvent[] =>
    turns.map(corrected).flatMap((turn) =>
      toInteractions(turn, names).flatMap((event, position) => {
        const atMs = event.timestamp === undefined ? Number.NaN : Date.parse(event.timestamp);
        const isBefore = sinceMs !== null && atMs < sinceMs;
        if (isBefore || (untilMs !== null && atMs >= untilMs)) {
          tally.add(isBefore ? "before_since" : "from_until");
          return [];
        }
        const call = turn.calls[position];
        if (call !== undefined && isCut(call)) {
          tally.add("cut_calls");
          return [];
        }
        tally.addInteraction(event, turn, call);
        return { ...event, source, ...(environment !== undefined && { environment }) };
      }),
    );

  const collector = new TurnCollector(index);
  for await (const rows of readRows(path, tally, reading)) {
    yield tell(rows.flatMap((row) => collector.add(row)));
  }
  yield tell(collector.end());
  for (const message of index.untold()) {
    const isTold = isToldAlone(message, options);
    if (isTold && copies.isCopy(message)) {
      tally.add("copies");
    } else if (isTold && isYounger(message)) {
      tally.add("younger_answers");
    } else if (isTold) {
      const durationMs = index.durationMs(message);
      yield tell([{ calls: [], message, isLate: false, request: null, durationMs }]);
    } else {
      tally.add("answers_left_out");
    }
  }
}
