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

const byId = (left: UsageRow, right: UsageRow) => (left.id < right.id ? -1 : Number(left.id > right.id));

function wereWrittenAtOnce(rows: UsageRow[]): boolean {
  const instants = rows.flatMap(({ createdAtMs }) => createdAtMs ?? []);
  return instants.length === rows.length && Math.max(...instants) - Math.min(...instants) <= ONE_INSERT_MS;
}

function pairAlike(rows: UsageRow[]): ModelCall[] {
  const completionCount = rows.filter(({ kind }) => kind === "completion").length;
  // Only where answers of no tokens have no row does it matter which of the prompts is next to an answer.
  if (completionCount * 2 < rows.length && wereWrittenAtOnce(rows)) return pairCalls(rows);
  const calls: ModelCall[] = [];
  const open = new Set<ModelCall>();
  for (const row of rows) addToCalls(calls, open, row);
  return calls;
}

/**
 * Pairs the rows of a response as an export has them, which does not tell what was written at once: first in, first out by `_id`
 * among rows of the same model, context and message.
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
