import type { UsageRow } from "../documents/usage-row.ts";
import { callKey, callOf, type ModelCall } from "./model-call.ts";

/**
 * Pairs rows that were written at once, in their order: a prompt opens a call, the next answer of the same model, context and
 * message closes it. A call without an answer has no row for it; an answer without a prompt is a call of its own.
 */
export function pairCalls(rows: UsageRow[]): ModelCall[] {
  const calls: ModelCall[] = [];
  const open = new Map<string, ModelCall>();
  for (const row of rows) {
    const key = callKey(row);
    const opened = open.get(key);
    open.delete(key);
    if (row.kind === "completion" && opened !== undefined) {
      opened.completion = row;
      continue;
    }
    const call = callOf(row);
    calls.push(call);
    if (row.kind === "prompt") open.set(key, call);
  }
  return calls;
}

/** Adds a row that came alone: an answer closes the oldest call of `open` that it can belong to, anything else is a call. */
export function addToCalls(calls: ModelCall[], open: Set<ModelCall>, row: UsageRow): void {
  if (row.kind === "completion") {
    const key = callKey(row);
    const opened = calls.find((call) => open.has(call) && callKey(call.first) === key);
    if (opened !== undefined) {
      opened.completion = row;
      open.delete(opened);
      return;
    }
  }
  const call = callOf(row);
  calls.push(call);
  if (row.kind === "prompt") open.add(call);
}

/** The rows of one insert differ by no more. */
const ONE_INSERT_MS = 5;

/** An answer that is written alone follows its prompt within this time, but for a database that hardly moves. */
const FOLLOWS_MS = 5000;

const byId = (left: UsageRow, right: UsageRow) => (left.id < right.id ? -1 : Number(left.id > right.id));

const msBetween = (from: UsageRow, to: UsageRow): number | null =>
  from.createdAtMs === null || to.createdAtMs === null ? null : to.createdAtMs - from.createdAtMs;

/** Rows in their order, apart by the inserts that they may have been written by. */
function insertsOf(rows: UsageRow[]): UsageRow[][] {
  const inserts: UsageRow[][] = [];
  for (const row of rows) {
    const last = inserts.at(-1);
    const passedMs = last?.[0] === undefined ? null : msBetween(last[0], row);
    if (last !== undefined && passedMs !== null && Math.abs(passedMs) <= ONE_INSERT_MS) last.push(row);
    else inserts.push([row]);
  }
  return inserts;
}

/** Whether answers of an insert have no row, as those of no tokens may: then a prompt is not the first one's, but the next one's. */
const lacksAnswers = (insert: UsageRow[]): boolean =>
  insert.filter(({ kind }) => kind === "completion").length * 2 < insert.length;

/** The open call of an answer that was not written with it: the oldest of those just before it, else the last one. */
const openCallOf = (open: ModelCall[], answer: UsageRow): ModelCall | undefined =>
  open.find(({ first }) => (msBetween(first, answer) ?? 0) <= FOLLOWS_MS) ?? open.at(-1);

/** Pairs rows of the same model, context and message: within their insert first, then over the inserts. */
function pairAlike(rows: UsageRow[]): ModelCall[] {
  const calls: ModelCall[] = [];
  let open: ModelCall[] = [];
  for (const insert of insertsOf(rows)) {
    const isNext = lacksAnswers(insert);
    const opened: ModelCall[] = [];
    for (const row of insert) {
      const inInsert = isNext ? opened.at(-1) : opened.find(({ completion }) => completion === null);
      const call = row.kind === "prompt" ? undefined : inInsert?.completion === null ? inInsert : openCallOf(open, row);
      if (call === undefined) {
        const made = callOf(row);
        calls.push(made);
        if (row.kind === "prompt") opened.push(made);
      } else {
        call.completion = row;
        open = open.filter((other) => other !== call);
      }
    }
    open.push(...opened.filter(({ completion }) => completion === null));
  }
  return calls;
}

/**
 * Pairs the rows of a response as an export has them, which does not tell what was written at once, by `_id` among rows of the
 * same model, context and message.
 */
export function pairExported(rows: UsageRow[]): ModelCall[] {
  const alike = new Map<string, UsageRow[]>();
  for (const row of rows.toSorted(byId)) {
    const key = callKey(row);
    const found = alike.get(key);
    if (found === undefined) alike.set(key, [row]);
    else found.push(row);
  }
  const calls = [...alike.values()].flatMap(pairAlike);
  return calls.toSorted((left, right) => byId(left.first, right.first));
}
