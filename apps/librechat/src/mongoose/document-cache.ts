import { BoundedMap } from "../bounded-map.ts";

type Found<Value> = { value: Value | null; untilMs: number };

const MAX_DOCUMENTS = 10_000;
const FOUND_MS = 3_600_000;
const NOT_FOUND_MS = 60_000;
const MAX_UNDER_WAY = 8;
const MAX_WAITING = 2000;
/** A look-up that takes longer leaves its place to another. */
const LONGEST_MS = 5000;

/**
 * Documents that were looked up in the background: `want` begins a look-up where one is due, `get` answers from memory. At most
 * eight are under way and two thousand wait for their turn; one that fails or takes five seconds counts as not found for a
 * minute. Nothing here throws or waits.
 */
export class DocumentCache<Value> {
  readonly #find: (id: string) => Promise<Value | null>;
  readonly #found = new BoundedMap<Found<Value>>(MAX_DOCUMENTS);
  readonly #underWay = new Set<string>();
  readonly #waiting = new Set<string>();

  constructor(find: (id: string) => Promise<Value | null>) {
    this.#find = find;
  }

  /** Gives back whether the document is still to be looked up for the first time. */
  want(id: string): boolean {
    const found = this.#found.get(id);
    if ((found?.untilMs ?? 0) > Date.now()) return false;
    if (!this.#underWay.has(id) && this.#waiting.size < MAX_WAITING) this.#waiting.add(id);
    this.#next();
    return found === undefined;
  }

  get(id: string): Value | undefined {
    return this.#found.get(id)?.value ?? undefined;
  }

  #next(): void {
    for (const id of this.#waiting) {
      if (this.#underWay.size >= MAX_UNDER_WAY) return;
      this.#waiting.delete(id);
      this.#underWay.add(id);
      setImmediate(() => void this.#lookUp(id));
    }
  }

  async #findInTime(id: string): Promise<Value | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), LONGEST_MS).unref();
    });
    try {
      return await Promise.race([this.#find(id), isLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #lookUp(id: string): Promise<void> {
    let value: Value | null = null;
    try {
      value = await this.#findInTime(id);
    } catch {
      // The database of LibreChat is busy or gone: LibreChat says so itself.
    }
    this.#underWay.delete(id);
    const kept = value ?? this.#found.get(id)?.value ?? null;
    this.#found.set(id, { value: kept, untilMs: Date.now() + (value === null ? NOT_FOUND_MS : FOUND_MS) });
    this.#next();
  }
}
