import type { UsageRow } from "../documents/usage-row.ts";
import { keysOf } from "../turns/held-turn.ts";
import type { ModelCall } from "../turns/model-call.ts";
import { pairExported } from "../turns/pair-calls.ts";
import type { Turn } from "../turns/turn.ts";
import type { IndexedAnswer, MessageIndex } from "./message-index.ts";

/** How many rows of others may stand between two rows of a response: what comes later is paired apart. */
export const WINDOW_ROWS = 20_000;

const MAX_ROWS_PER_GROUP = 2000;

/** How often it is looked for what is behind the window: each look passes the places of what was touched since the last one. */
const SWEEP_ROWS = 128;

/** Rows that name no message are of one turn when no minute is between them. */
const PAUSE_MS = 60_000;

type Group = { rows: UsageRow[]; isResponse: boolean; lastPlace: number; lastAtMs: number | null };

/**
 * Brings the rows of an export together: those of one message, or without one those of a conversation that are near in time, as
 * long as at most `windowRows` other rows stand between them. It holds no more rows than that, and as many again
 * of the groups that they are of.
 */
export class TurnCollector {
  readonly #index: MessageIndex;
  readonly #windowRows: number;
  readonly #groups = new Map<string, Group>();
  #place = 0;

  constructor(index: MessageIndex, windowRows = WINDOW_ROWS) {
    this.#index = index;
    this.#windowRows = windowRows;
  }

  /** Takes the next row; gives back the turns that are complete by now. */
  add(row: UsageRow): Turn[] {
    this.#place += 1;
    const turns: Turn[] = [];
    const { key, isResponse } = keysOf(row);
    let group = this.#groups.get(key);
    this.#groups.delete(key);
    if (group !== undefined && this.#isOver(group, row)) {
      turns.push(...this.#close(group));
      group = undefined;
    }
    group ??= { rows: [], isResponse, lastPlace: 0, lastAtMs: null };
    group.rows.push(row);
    group.lastPlace = this.#place;
    group.lastAtMs = row.createdAtMs;
    // What was touched last stands last.
    this.#groups.set(key, group);
    if (this.#place % SWEEP_ROWS !== 0) return turns;
    for (const [oldKey, old] of this.#groups) {
      if (old.lastPlace >= this.#place - this.#windowRows) break;
      this.#groups.delete(oldKey);
      turns.push(...this.#close(old));
    }
    return turns;
  }

  /** Gives back what is left. */
  end(): Turn[] {
    const groups = [...this.#groups.values()];
    this.#groups.clear();
    return groups.flatMap((group) => this.#close(group));
  }

  #isOver({ rows, lastAtMs }: Group, { messageId, createdAtMs }: UsageRow): boolean {
    if (rows.length >= MAX_ROWS_PER_GROUP) return true;
    if (messageId !== null || lastAtMs === null || createdAtMs === null) return false;
    return Math.abs(createdAtMs - lastAtMs) > PAUSE_MS;
  }

  #close({ rows: all, isResponse }: Group): Turn[] {
    // Exports that overlap have rows twice.
    const rows = [...new Map(all.map((row) => [row.id, row])).values()];
    const byAnswer = new Map<number, { answer: IndexedAnswer | null; calls: ModelCall[] }>();
    for (const call of pairExported(rows)) {
      const answer = this.#answerOf(call.first);
      const number = answer?.number ?? -1;
      const found = byAnswer.get(number) ?? { answer, calls: [] };
      byAnswer.set(number, found);
      found.calls.push(call);
    }
    return [...byAnswer.values()].map(({ answer, calls }) => this.#toTurn(answer, calls, isResponse));
  }

  #answerOf({ userId, conversationId, messageId, createdAtMs }: UsageRow): IndexedAnswer | null {
    if (messageId !== null) return this.#index.find(userId, messageId);
    if (conversationId === null || createdAtMs === null) return null;
    return this.#index.nearest(userId, conversationId, createdAtMs);
  }

  #toTurn(answer: IndexedAnswer | null, calls: ModelCall[], isResponse: boolean): Turn {
    const isLate = isResponse && answer !== null && this.#index.isTold(answer.number);
    if (isResponse && answer !== null) this.#index.markTold(answer.number);
    const message = answer?.message ?? null;
    const durationMs = message === null ? null : this.#index.durationMs(message);
    return { calls, message, isLate, request: null, durationMs };
  }
}
