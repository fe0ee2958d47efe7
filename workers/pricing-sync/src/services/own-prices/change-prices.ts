import type { AuditAction } from "@voygent/contracts";
import { createDb, type Db, insertAuditEntry, insertPriceRevision, selectPriceRevision } from "@voygent/db";
import { actorOf, auditEntry, describeError, log } from "@voygent/http";

import type { PricingContext } from "../../pricing-bindings.ts";
import { ensurePriceBook } from "../book/ensure-price-book.ts";
import { isTakenRevision } from "../is-taken-revision.ts";

type Statement = Parameters<Db["batch"]>[0][number];

/** What an admin changes: the statements that do it, how the audit log tells of it, and what is answered. */
export type PriceChange<Answer> = {
  statements: Statement[];
  told: { action: AuditAction; subject: string; detail: Record<string, unknown> };
  answer: Answer;
};

/** Of changes at the same instant one goes through per round; the others wait a little, each for another while. */
const MAX_ROUNDS = 12;
const LONGEST_WAIT_MS = 150;

const waitALittle = async (round: number) =>
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_WAIT_MS * round));

async function changeOnce<Answer>(
  c: PricingContext,
  plan: (db: Db, nowMs: number) => Promise<PriceChange<Answer>>,
): Promise<Answer> {
  const db = createDb(c.env.DB);
  const nowMs = Date.now();
  const [latest] = await selectPriceRevision(db);
  const { statements, told, answer } = await plan(db, nowMs);
  const caller = c.get("caller");
  const revision = (latest?.revision ?? 0) + 1;
  await db.batch([
    insertPriceRevision(db, { revision, atMs: nowMs, cause: told.action, actor: actorOf(caller) }),
    ...statements,
    insertAuditEntry(db, auditEntry(caller, told)),
  ]);
  return answer;
}

/** Says that a change is stored, and that the price book which charges by it follows within the hour. */
const PENDING_HEADER = "x-price-book";

/** The change is stored already: when no book can be made of it just now, the clock's next tick makes it. */
async function publish(c: PricingContext): Promise<void> {
  try {
    await c.env.PRICE_WORK.publishBook(Date.now());
  } catch (error) {
    log("error", { worker: "pricing-sync", event: "price-book-unpublished", error: describeError(error) });
    c.header(PENDING_HEADER, "pending");
  }
}

/**
 * Changes prices as one revision with its audit entry, and publishes the price book that follows from it. What `plan` reads
 * is what it changes: when another change came between, it is asked again. What is stored is answered as done, with a header
 * `x-price-book: pending` while its book could not be published.
 */
export async function changePrices<Answer>(
  c: PricingContext,
  plan: (db: Db, nowMs: number) => Promise<PriceChange<Answer>>,
): Promise<Answer> {
  await ensurePriceBook(createDb(c.env.DB), Date.now());
  for (let round = 1; ; round += 1) {
    try {
      const answer = await changeOnce(c, plan);
      await publish(c);
      return answer;
    } catch (error) {
      if (round === MAX_ROUNDS || !isTakenRevision(error)) throw error;
      await waitALittle(round);
    }
  }
}
