import type { AuditAction, RepriceControl, RepriceReply } from "@voygent/contracts";
import {
  createDb,
  insertAuditEntryIfChanged,
  insertRepriceRun,
  type NewRepriceRun,
  type RepriceRunRow,
  resumeRepriceRun,
  selectRepriceRun,
  setRepriceStatus,
  stopUndoneRun,
} from "@voygent/db";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { currentBookVersion } from "./current-book-version.ts";
import { readFilter, type RepriceFilter } from "./reprice-filter.ts";
import { anotherRuns, noSuchRun, refused } from "./refused.ts";
import { repriceAuditEntry } from "./reprice-audit-entry.ts";

/** The run that goes on then: the run itself, or the one that undoes it. */
type Controlled = { id: string } | Extract<RepriceReply, { refused: unknown }>;

type By = { actor: string; nowMs: number };

const wrongState = (run: RepriceRunRow, control: RepriceControl) =>
  refused("wrong_state", `a ${run.kind} run that is ${run.status} cannot ${control}`);

const ACTIONS = {
  pause: "cost.paused",
  resume: "cost.resumed",
  stop: "cost.stopped",
  undo: "cost.undone",
} as const satisfies Record<RepriceControl, AuditAction>;

type Change = {
  run: RepriceRunRow;
  control: RepriceControl;
  statement: D1PreparedStatement;
  also?: D1PreparedStatement[];
};

async function change(database: D1Database, wanted: Change, { actor, nowMs }: By): Promise<boolean> {
  const { run, control, statement, also = [] } = wanted;
  const entry = repriceAuditEntry(ACTIONS[control], { runId: run.id, actor, detail: { kind: run.kind }, nowMs });
  const [changed] = await database.batch([statement, insertAuditEntryIfChanged(database, entry), ...also]);
  return changed?.meta.changes === 1;
}

async function resume(database: D1Database, run: RepriceRunRow, by: By): Promise<Controlled> {
  if (run.status !== "paused") return wrongState(run, "resume");
  const statement = resumeRepriceRun(database, run.id);
  return (await change(database, { statement, run, control: "resume" }, by)) ? { id: run.id } : anotherRuns();
}

async function halt(
  database: D1Database,
  { run, control }: { run: RepriceRunRow; control: "pause" | "stop" },
  by: By,
): Promise<Controlled> {
  const statement = setRepriceStatus(
    database,
    control === "pause"
      ? { id: run.id, from: ["running"], status: "paused" }
      : { id: run.id, from: ["running", "paused"], status: "stopped", finishedAtMs: by.nowMs },
  );
  return (await change(database, { statement, run, control }, by)) ? { id: run.id } : wrongState(run, control);
}

const UNDOABLE = new Set(["paused", "stopped", "done", "failed"]);

async function undo(env: TrackerBindings, run: RepriceRunRow, { actor, nowMs }: By): Promise<Controlled> {
  const isUndoable = (run.kind === "reprice" || run.kind === "late") && UNDOABLE.has(run.status);
  if (!isUndoable) return wrongState(run, "undo");
  const filter: RepriceFilter = { ...readFilter(run.filter), total: run.changedCount };
  const undoing: NewRepriceRun = {
    id: crypto.randomUUID(),
    kind: "undo",
    undoesRunId: run.id,
    rehearsalId: null,
    filter: JSON.stringify(filter),
    // What becomes unpriced again counts as tried, or late pricing would redo at once what is being undone.
    bookVersion: await currentBookVersion(env),
    cursorMs: 0,
    actor,
    createdAtMs: nowMs,
  };
  const statement = insertRepriceRun(env.DB, undoing);
  const also = [stopUndoneRun(env.DB, undoing.id)];
  const isStarted = await change(env.DB, { run, control: "undo", statement, also }, { actor, nowMs });
  return isStarted ? { id: undoing.id } : anotherRuns();
}

/**
 * Pauses, resumes, stops or undoes a run, with an entry in the audit log; which run to go on with, or why it is refused.
 * Undoing gives every interaction whose cost is this run's the cost back that it had before, in a run of its own.
 */
export async function controlReprice(
  env: TrackerBindings,
  { id, control }: { id: string; control: RepriceControl },
  by: By,
): Promise<Controlled> {
  const [run] = await selectRepriceRun(createDb(env.DB), id);
  if (run === undefined) return noSuchRun();
  if (control === "resume") return await resume(env.DB, run, by);
  if (control === "undo") return await undo(env, run, by);
  return await halt(env.DB, { run, control }, by);
}
