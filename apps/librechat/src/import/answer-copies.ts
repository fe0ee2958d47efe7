import type { ChatMessage } from "../documents/chat-message.ts";
import { NumberTable } from "./number-table.ts";

/** Places for answers that were made within one second, in the order of the export. */
const PLACES = 2 ** 21;

/** How far the clocks of LibreChat and of its database may be apart. */
const CLOCK_SKEW_MS = 1000;

const answerKey = ({ userId, messageId }: ChatMessage) => `${userId} ${messageId}`;

/** A fork and a duplicated conversation keep when an answer was made and what it used. */
const keptBy = ({ userId, createdAtMs, usage }: ChatMessage) => `${userId} ${createdAtMs} ${JSON.stringify(usage)}`;

/**
 * Tells the copies of an answer, of which no model was called, from the answer itself: the documents of copies are made later.
 * First all answers are noted that may be told by their own counts, then it is asked. Some 60 bytes per answer.
 */
export class AnswerCopies {
  /** When the document of an answer was made, and of the first of those that are alike: seconds, then their order. */
  readonly #made = new NumberTable();
  readonly #firstMade = new NumberTable();
  #count = 0;

  /** Notes an answer whose document was made at `madeAtMs`. */
  note(message: ChatMessage, madeAtMs: number): void {
    const answer = answerKey(message);
    // Exports that overlap have it twice.
    if (message.createdAtMs === null || this.#made.get(answer) !== undefined) return;
    const made = Math.floor(madeAtMs / 1000) * PLACES + Math.min(this.#count, PLACES - 1);
    this.#count += 1;
    this.#made.set(answer, made);
    const kept = keptBy(message);
    if (made < (this.#firstMade.get(kept) ?? Number.POSITIVE_INFINITY)) this.#firstMade.set(kept, made);
  }

  /**
   * Whether an answer is a copy of another one. Where neither has counts, two that failed in the same instant look alike:
   * then only a document that is younger than its answer is a copy.
   */
  isCopy(message: ChatMessage): boolean {
    const [made, first] = [this.#made.get(answerKey(message)), this.#firstMade.get(keptBy(message))];
    if (made === undefined || first === undefined || made === first) return false;
    const madeAtMs = Math.floor(made / PLACES) * 1000;
    return message.usage !== null || madeAtMs > (message.createdAtMs ?? 0) + CLOCK_SKEW_MS;
  }
}
