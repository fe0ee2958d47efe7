import { setImmediate as nextTurn } from "node:timers/promises";

import { type QueuedRecord, type RecordKind, utf8ByteLength } from "../client/queued-record.ts";

const KINDS = new Map<string, RecordKind>([
  ["interaction", "interaction"],
  ["session_start", "session_start"],
  ["session_end", "session_end"],
  ["score", "score"],
  ["score_removal", "score_removal"],
]);

/** The line of a segment's file for an event: its kind, a space and its JSON. */
export function writeLine({ kind, json }: QueuedRecord): string {
  return `${kind} ${json}\n`;
}

function idOf(kind: RecordKind, value: object): string | null {
  const names = new Map<string, unknown>(Object.entries(value));
  const id = names.get(kind === "session_start" || kind === "session_end" ? "session_id" : "id");
  return typeof id === "string" ? id : null;
}

function readLine(line: string): QueuedRecord | null {
  const space = line.indexOf(" ");
  const kind = KINDS.get(line.slice(0, space));
  if (kind === undefined) return null;
  const json = line.slice(space + 1);
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null) return null;
    const id = idOf(kind, value);
    return id === null ? null : { kind, id, json, byteLength: utf8ByteLength(json) };
  } catch {
    return null;
  }
}

/** So many are parsed in a tenth of a millisecond or two. */
const LINES_PER_TURN = 10;

/**
 * The events of a segment's file, and how many lines are none: the last one may have been cut off by an abrupt end. The event loop
 * turns between a few lines and the next.
 */
export async function readLines(text: string): Promise<{ records: QueuedRecord[]; unreadable: number }> {
  const lines = text.split("\n").filter((line) => line !== "");
  const records: QueuedRecord[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    const record = readLine(line);
    if (record !== null) records.push(record);
  }
  return { records, unreadable: lines.length - records.length };
}
