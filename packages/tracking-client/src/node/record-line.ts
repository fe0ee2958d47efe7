import { type QueuedRecord, type RecordKind, utf8ByteLength } from "../client/queued-record.ts";

const KINDS = new Map<string, RecordKind>([
  ["interaction", "interaction"],
  ["session_start", "session_start"],
  ["session_end", "session_end"],
]);

/** The line of a segment's file for an event: its kind, a space and its JSON. */
export function writeLine({ kind, json }: QueuedRecord): string {
  return `${kind} ${json}\n`;
}

function idOf(kind: RecordKind, value: object): string | null {
  const names = new Map<string, unknown>(Object.entries(value));
  const id = names.get(kind === "interaction" ? "id" : "session_id");
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

/** The events of a segment's file, and how many lines are none: the last one may have been cut off by an abrupt end. */
export function readLines(text: string): { records: QueuedRecord[]; unreadable: number } {
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.map(readLine).filter((record) => record !== null);
  return { records, unreadable: lines.length - records.length };
}
