import type { ListedProvider, PriceList, SkipReason, Skipped } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";

const MAX_SKIPPED = 20_000;
const MAX_UNKNOWN_KEYS = 200;
const MAX_KEY_CHARACTERS = 200;

/** What a sound list has none of, and how much of it makes a list a damaged one; a few are left out one by one. */
const DAMAGES = [
  { reasons: new Set<SkipReason>(["negative"]), share: 0.01, least: 3, says: "have a negative price" },
  {
    reasons: new Set<SkipReason>(["not_a_number", "bad_rule", "bad_window", "out_of_range"]),
    share: 0.05,
    least: 3,
    says: "cannot be read",
  },
];

/** Gathers what an adapter leaves out of a foreign list: entries with the reason, and keys with one example each. */
export class ListNotes {
  readonly #skipped: Skipped[] = [];
  readonly #unknownKeys = new Map<string, string>();

  /** Notes that an entry, or a part of it, was left out. */
  skip(key: string, reason: SkipReason): void {
    if (this.#skipped.length < MAX_SKIPPED) this.#skipped.push({ key: key.slice(0, MAX_KEY_CHARACTERS), reason });
  }

  /** Notes a key that is not understood, and where it stands. */
  unknownKey(key: string, example: string): void {
    const known = key.slice(0, MAX_KEY_CHARACTERS);
    if (this.#unknownKeys.has(known) || this.#unknownKeys.size >= MAX_UNKNOWN_KEYS) return;
    this.#unknownKeys.set(known, example.slice(0, MAX_KEY_CHARACTERS));
  }

  /**
   * The list of what could be read, with the notes.
   * @throws PriceListRejected when nothing could, or so little that the list must be damaged
   */
  listOf(providers: ListedProvider[]): PriceList {
    const modelCount = providers.reduce((count, { models }) => count + models.length, 0);
    for (const { reasons, share, least, says } of DAMAGES) {
      const count = this.#skipped.filter(({ reason }) => reasons.has(reason)).length;
      if (count >= least && count > (modelCount + count) * share) {
        throw new PriceListRejected(`${count} entries of the list ${says}`);
      }
    }
    if (modelCount === 0) throw new PriceListRejected("the list holds no model with a price");
    const unknownKeys = [...this.#unknownKeys].map(([key, example]) => ({ key, example }));
    return { providers, modelCount, skipped: this.#skipped, unknownKeys };
  }
}
