import type { RecordKind } from "./queued-record.ts";
import type { TransportAnswer } from "./transport.ts";

/** An item that the tracker will never take, at its index in the request. */
export type RefusedItem = { index: number; reason: "rejected" | "conflict"; detail: string };

/**
 * What an answer means for the events of its request: they are stored but for those that were refused; or the request
 * is too large or holds something that spoils it, and is tried in parts; or it is sent again, `afterMillis` from now at the
 * earliest, or after a long wait when the key or the address must be wrong.
 */
export type Verdict =
  | { verdict: "stored"; duplicates: number; refused: RefusedItem[] }
  | { verdict: "split"; reason: "too_large" | "rejected"; detail: string }
  | { verdict: "again"; isMisconfigured: boolean; detail: string };

const MAX_DETAIL_LENGTH = 200;

type Fields = { [name: string]: unknown };

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function parse(body: string): Fields {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** What a problem says, and of which field. */
function detailOf(problem: unknown): string {
  if (!isObject(problem)) return "";
  const fields: unknown[] = Array.isArray(problem["errors"]) ? problem["errors"] : [];
  const [first] = fields;
  const field = isObject(first) ? `: ${textOf(first["path"])} ${textOf(first["message"])}` : "";
  return (textOf(problem["detail"]) + field).slice(0, MAX_DETAIL_LENGTH);
}

function readResult(result: Fields, index: number): RefusedItem | "stored" | "duplicate" {
  if (result["status"] === "duplicate") return "duplicate";
  if (result["status"] !== "conflict" && result["status"] !== "invalid") return "stored";
  const reason = result["status"] === "conflict" ? "conflict" : "rejected";
  return { index, reason, detail: detailOf(result["error"]) };
}

/** Only the tracker's own answer acknowledges: a page that some proxy sends with 200 does not. */
function readStored(kind: RecordKind, count: number, body: Fields): Verdict | null {
  const results: unknown[] = Array.isArray(body["results"]) ? body["results"] : [];
  if (results.length === count && results.every(isObject)) {
    const read = results.map(readResult);
    const refused = read.filter((item) => typeof item === "object");
    return { verdict: "stored", duplicates: read.filter((item) => item === "duplicate").length, refused };
  }
  const isWhole = body["status"] === "queued" || (kind !== "interaction" && typeof body["session_id"] === "string");
  return isWhole ? { verdict: "stored", duplicates: 0, refused: [] } : null;
}

/** Reads the answer to a request of `count` events. */
export function readAnswer(kind: RecordKind, count: number, { status, body }: TransportAnswer): Verdict {
  const parsed = parse(body);
  const said = detailOf(parsed);
  const detail = `status ${status}${said === "" ? "" : `, ${said}`}`;
  if (status >= 200 && status < 300) {
    const unknown = `status ${status}, but the answer is not one of a tracker`;
    return readStored(kind, count, parsed) ?? { verdict: "again", isMisconfigured: false, detail: unknown };
  }
  if (status === 413) return { verdict: "split", reason: "too_large", detail };
  if (status === 400 || status === 422) return { verdict: "split", reason: "rejected", detail };
  if (status === 404 && kind === "session_end" && textOf(parsed["code"]) !== "") {
    return { verdict: "split", reason: "rejected", detail };
  }
  const isPassing = status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501);
  return { verdict: "again", isMisconfigured: !isPassing, detail };
}
