import { parsePriceBook, PRICE_BOOK_FORMAT, type PriceBook } from "@voygent/cost";
import { createDb, selectPriceBook, selectPriceBookFormat } from "@voygent/db";
import { describeError, log } from "@voygent/http";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { withinTime } from "../database/within-time.ts";

/** How long the held book is used without asking for its version. */
const FRESH_MS = 2_000;

/** How long a first price book may take to be published; later requests find it. */
const ENSURE_MS = 15_000;
const late = (ms: number) => new Error(`no price book was published within ${ms} ms`);

type HeldBook = { version: number | null; book: PriceBook | null; checkedAtMs: number };

/** A cache of what stands in D1, one per isolate: parsing a book takes far longer than pricing by it. */
let held: HeldBook = { version: null, book: null, checkedAtMs: 0 };

async function readPublished(env: TrackerBindings): Promise<HeldBook | null> {
  const [published] = await selectPriceBook(createDb(env.DB));
  if (published === undefined) return null;
  return { version: published.version, book: parsePriceBook(published.document), checkedAtMs: Date.now() };
}

async function refresh(env: TrackerBindings): Promise<PriceBook | null> {
  const [published] = await selectPriceBookFormat(createDb(env.DB));
  if (published?.format !== PRICE_BOOK_FORMAT)
    await withinTime(() => env.PRICING_SYNC.ensurePriceBook(), ENSURE_MS, late);
  else if (published.version === held.version && held.book !== null) {
    held = { ...held, checkedAtMs: Date.now() };
    return held.book;
  }
  held = (await readPublished(env)) ?? { ...held, checkedAtMs: Date.now() };
  return held.book;
}

/** When a request of this isolate began to look for a newer book; 0 when none does. */
let lookingSinceMs = 0;

/** A request that is broken off never says that it has ended. */
const LOOKING_MS = 15_000;
const POLL_MS = 20;

const isFresh = () => Date.now() - held.checkedAtMs < FRESH_MS;

/** Whether another request of this isolate is looking: one of many at the same instant is enough. */
const isBeingLookedFor = () => Date.now() - lookingSinceMs < LOOKING_MS;

async function look(env: TrackerBindings): Promise<PriceBook | null> {
  lookingSinceMs = Date.now();
  try {
    return await refresh(env);
  } catch (error) {
    log("error", { worker: "tracker", event: "price_book.unavailable", error: describeError(error) });
    held = { ...held, checkedAtMs: Date.now() };
    return held.book;
  } finally {
    lookingSinceMs = 0;
  }
}

/** Lets the next request of this isolate look for a newer book at once: it was told that there is one. */
export function expectNewerPriceBook(): void {
  held = { ...held, checkedAtMs: 0 };
}

/**
 * The price book in force, some two seconds old at most; the held one, or null when there is none, if it cannot be read: a
 * pricing fault is logged and never thrown. A book of another format is published anew first. While one request looks for a
 * newer book the others take the held one, or wait for the first.
 */
export async function currentPriceBook(env: TrackerBindings): Promise<PriceBook | null> {
  while (!isFresh() && isBeingLookedFor()) {
    if (held.book !== null) return held.book;
    await scheduler.wait(POLL_MS);
  }
  return isFresh() ? held.book : await look(env);
}
