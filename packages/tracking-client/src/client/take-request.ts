import type { QueuedRecord, RecordKind } from "./queued-record.ts";

/** One request to the tracker: interactions that follow one another, or one event of another kind. */
export type EventRequest = {
  kind: RecordKind;
  method: "POST" | "DELETE";
  path: string;
  records: readonly QueuedRecord[];
  body: string;
};

/** Most items in a request, and most bytes of its body; one event goes even when it has more. */
export type RequestLimits = { maxItems: number; maxBytes: number };

const PATHS: Record<RecordKind, string> = {
  interaction: "/track/batch",
  session_start: "/track/session/start",
  session_end: "/track/session/end",
  score: "/api/public/scores",
  score_removal: "/api/public/scores",
};

const FRAME_BYTES = '{"interactions":[]}'.length;

/** Makes the request that begins with the event at `start`, in order and within the limits; undefined past the end. */
export function takeRequest(
  records: readonly QueuedRecord[],
  start: number,
  limits: RequestLimits,
): EventRequest | undefined {
  const first = records[start];
  if (first === undefined) return undefined;
  const { kind } = first;
  if (kind === "score_removal") {
    const path = `${PATHS[kind]}/${encodeURIComponent(first.id ?? "")}`;
    return { kind, method: "DELETE", path, records: [first], body: "" };
  }
  if (kind !== "interaction") {
    return { kind, method: "POST", path: PATHS[kind], records: [first], body: first.json };
  }
  let end = start + 1;
  let bytes = FRAME_BYTES + first.byteLength;
  for (; end < records.length && end - start < limits.maxItems; end++) {
    const record = records[end];
    if (record?.kind !== kind || bytes + record.byteLength + 1 > limits.maxBytes) break;
    bytes += record.byteLength + 1;
  }
  const taken = records.slice(start, end);
  return {
    kind,
    method: "POST",
    path: PATHS[kind],
    records: taken,
    body: `{"interactions":[${taken.map(({ json }) => json).join()}]}`,
  };
}
