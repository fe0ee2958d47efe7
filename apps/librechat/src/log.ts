const LINE_INTERVAL_MS = 60_000;
const MAX_WAITING = 5;

/** A log of one line a minute at most: what comes sooner waits, and is one line when the minute is over. */
export class Log {
  readonly #write: (line: string) => void;
  readonly #waiting = new Set<string>();
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  say(text: string): void {
    const waitMs = this.#lastAtMs + LINE_INTERVAL_MS - Date.now();
    if (waitMs <= 0) {
      this.#lastAtMs = Date.now();
      this.#write(`voygent librechat: ${text}`);
      return;
    }
    if (this.#waiting.size === 0) setTimeout(() => this.#sayWaiting(), waitMs).unref();
    if (this.#waiting.size < MAX_WAITING) this.#waiting.add(text);
  }

  #sayWaiting(): void {
    const text = [...this.#waiting].join("; ");
    this.#waiting.clear();
    this.say(text);
  }
}
