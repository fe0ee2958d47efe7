import type { Outcome } from "./read-answer.ts";
import { sendBatch, type Sending } from "./send-batch.ts";

const MAX_EVENTS = 1000;

/** Below the tracker's 1 MiB even where a batch cannot be packed. */
const MAX_CHARACTERS = 900_000;

/** While the tracker stores one batch, the next is on its way and another is made ready. */
const MAX_UNDER_WAY = 3;

type Sent = { count: number; outcome: Outcome | null };

/** What the tracker has answered of the first `count` events. */
export type Acknowledged = Omit<Outcome, "why"> & { count: number; why: string | null };

/** Nothing. */
export const nothingAcknowledged = (): Acknowledged => ({
  count: 0,
  recorded: 0,
  duplicates: 0,
  differing: 0,
  rejected: 0,
  why: null,
});

/**
 * Sends events in batches, three at a time, and tells how far everything is acknowledged. `onAcknowledged` is called whenever
 * that grows.
 */
export class OrderedSender {
  readonly #sending: Sending;
  readonly #onAcknowledged: (acknowledged: Acknowledged) => void;
  readonly #sent: Sent[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #acknowledged: Acknowledged;
  #batch: string[] = [];
  #characters = 0;
  #failure: unknown = null;

  constructor(sending: Sending, before: Acknowledged, onAcknowledged: (acknowledged: Acknowledged) => void) {
    this.#sending = sending;
    this.#acknowledged = before;
    this.#onAcknowledged = onAcknowledged;
  }

  /** Takes an event; resolves when the next may be given. Rejects as `sendBatch` does. */
  async add(json: string): Promise<void> {
    if (this.#characters + json.length > MAX_CHARACTERS) await this.#send();
    this.#batch.push(json);
    this.#characters += json.length + 1;
    if (this.#batch.length >= MAX_EVENTS) await this.#send();
  }

  /** Sends what is left and resolves when everything is acknowledged. */
  async end(): Promise<void> {
    await this.#send();
    await Promise.all(this.#underWay);
    this.#throwFailure();
  }

  async #send(): Promise<void> {
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    this.#characters = 0;
    const sent: Sent = { count: batch.length, outcome: null };
    this.#sent.push(sent);
    const sending = this.#deliver(batch, sent).finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
    if (this.#underWay.size >= MAX_UNDER_WAY) await Promise.race(this.#underWay);
    this.#throwFailure();
  }

  async #deliver(batch: string[], sent: Sent): Promise<void> {
    try {
      sent.outcome = await sendBatch(batch, this.#sending);
      this.#acknowledge();
    } catch (error) {
      this.#failure ??= error;
    }
  }

  #acknowledge(): void {
    let [first] = this.#sent;
    while (first !== undefined && first.outcome !== null) {
      const { count, outcome } = first;
      const before = this.#acknowledged;
      this.#acknowledged = {
        count: before.count + count,
        recorded: before.recorded + outcome.recorded,
        duplicates: before.duplicates + outcome.duplicates,
        differing: before.differing + outcome.differing,
        rejected: before.rejected + outcome.rejected,
        why: before.why ?? outcome.why,
      };
      this.#sent.shift();
      [first] = this.#sent;
    }
    this.#onAcknowledged(this.#acknowledged);
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
