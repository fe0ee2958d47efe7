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
