import { BoundedMap } from "../bounded-map.ts";

type Found<Value> = { value: Value | null; untilMs: number };

const MAX_DOCUMENTS = 10_000;
const FOUND_MS = 3_600_000;
const NOT_FOUND_MS = 60_000;
const MAX_UNDER_WAY = 8;

/**
 * Documents that were looked up in the background: `want` begins a look-up where one is due, `get` answers from memory. At most
 * eight are under way; one that fails counts as not found for a minute. Nothing here throws or waits.
 */
export class DocumentCache<Value> {
  readonly #find: (id: string) => Promise<Value | null>;
  readonly #found = new BoundedMap<Found<Value>>(MAX_DOCUMENTS);
  readonly #underWay = new Set<string>();

  constructor(find: (id: string) => Promise<Value | null>) {
    this.#find = find;
  }

  want(id: string): void {
    const isFresh = (this.#found.get(id)?.untilMs ?? 0) > Date.now();
    if (isFresh || this.#underWay.has(id) || this.#underWay.size >= MAX_UNDER_WAY) return;
    this.#underWay.add(id);
    setImmediate(() => void this.#lookUp(id));
  }

  get(id: string): Value | undefined {
    return this.#found.get(id)?.value ?? undefined;
  }

  async #lookUp(id: string): Promise<void> {
    let value: Value | null = null;
    try {
      value = await this.#find(id);
    } catch {
      // The database of LibreChat is busy or gone: LibreChat says so itself.
    }
    this.#underWay.delete(id);
    const kept = value ?? this.#found.get(id)?.value ?? null;
    this.#found.set(id, { value: kept, untilMs: Date.now() + (value === null ? NOT_FOUND_MS : FOUND_MS) });
  }
}
