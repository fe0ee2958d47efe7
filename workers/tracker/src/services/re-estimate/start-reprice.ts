import type { RepriceOrder, RepriceReply } from "@voygent/contracts";
import {
  createDb,
  insertAuditEntryIfChanged,
  insertRepriceRun,
  type NewRepriceRun,
  type RepriceRunRow,
  selectRepriceRun,
} from "@voygent/db";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { currentBookVersion } from "./current-book-version.ts";
import { anotherRuns, refused } from "./refused.ts";
import { repriceAuditEntry } from "./reprice-audit-entry.ts";
import type { RepriceFilter } from "./reprice-filter.ts";

const filterOf = (order: RepriceOrder): RepriceFilter => ({
  start_ms: order.startMs,
  end_ms: order.endMs,
  models: order.models,
  total: null,
});

/** Whether a rehearsal has shown what an order would do now. */
const isRehearsed = (rehearsal: RepriceRunRow, run: NewRepriceRun) =>
  rehearsal.kind === "rehearsal" &&
  rehearsal.status === "done" &&
  rehearsal.filter === run.filter &&
  rehearsal.bookVersion === run.bookVersion;

async function insertRun(database: D1Database, run: NewRepriceRun): Promise<boolean> {
  const insert = insertRepriceRun(database, run);
  if (run.kind === "rehearsal") return (await insert.run()).meta.changes === 1;
  const detail = { filter: JSON.parse(run.filter), book_version: run.bookVersion, rehearsal_id: run.rehearsalId };
  const entry = repriceAuditEntry("cost.repriced", { runId: run.id, actor: run.actor, detail, nowMs: run.createdAtMs });
  const [inserted] = await database.batch([insert, insertAuditEntryIfChanged(database, entry)]);
  return inserted?.meta.changes === 1;
}

/**
 * Starts a rehearsal or a re-pricing with the price book in force; its id, or why it is refused: another one runs, or
 * the rehearsal that it applies is about something else or about earlier prices.
 */
export async function startReprice(
  env: TrackerBindings,
  order: RepriceOrder,
  { actor, nowMs }: { actor: string; nowMs: number },
): Promise<{ id: string } | Extract<RepriceReply, { refused: unknown }>> {
  const run: NewRepriceRun = {
    id: crypto.randomUUID(),
    kind: order.isDryRun ? "rehearsal" : "reprice",
    undoesRunId: null,
    rehearsalId: order.rehearsalId,
    filter: JSON.stringify(filterOf(order)),
    bookVersion: await currentBookVersion(env),
    cursorMs: order.startMs,
    actor,
    createdAtMs: nowMs,
  };
  if (order.rehearsalId !== null) {
    const [rehearsal] = await selectRepriceRun(createDb(env.DB), order.rehearsalId);
    if (rehearsal === undefined) return refused("not_found", "there is no rehearsal with this id");
    if (!isRehearsed(rehearsal, run)) {
      return refused("rehearsal_outdated", "the rehearsal was about something else or about earlier prices");
    }
  }
  return (await insertRun(env.DB, run)) ? { id: run.id } : anotherRuns();
}
