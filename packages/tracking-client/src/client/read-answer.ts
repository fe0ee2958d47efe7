import type { RecordKind } from "./queued-record.ts";
import type { TransportAnswer } from "./transport.ts";

/** An item that the tracker will never take, at its index in the request. */
export type RefusedItem = { index: number; reason: "rejected" | "conflict"; detail: string };

/**
 * What an answer means for the events of its request: they are stored, or queued to be, but for those that were refused; or the request
 * is too large or holds something that spoils it, and is tried in parts; or it is sent again, `afterMillis` from now at the
 * earliest, or after a long wait when the key or the address must be wrong.
 */
export type Verdict =
  | { verdict: "stored"; isQueued: boolean; duplicates: number; refused: RefusedItem[] }
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

/** What the answer to an event that travels alone names it by. */
const NAMED_BY: Record<RecordKind, string | null> = {
  interaction: null,
  session_start: "session_id",
  session_end: "session_id",
  score: "id",
  score_removal: "id",
};

/** Only the tracker's own answer acknowledges: a page that some proxy sends with 200 does not. */
function readStored(kind: RecordKind, count: number, body: Fields): Verdict | null {
  const results: unknown[] = Array.isArray(body["results"]) ? body["results"] : [];
  if (results.length === count && results.every(isObject)) {
    const read = results.map(readResult);
    const refused = read.filter((item) => typeof item === "object");
    const isQueued = results.some(({ status }) => status === "queued");
    return { verdict: "stored", isQueued, duplicates: read.filter((item) => item === "duplicate").length, refused };
  }
  const name = NAMED_BY[kind];
  const isQueued = body["status"] === "queued";
  const isWhole = isQueued || (name !== null && typeof body[name] === "string");
  return isWhole ? { verdict: "stored", isQueued, duplicates: 0, refused: [] } : null;
}

const isScore = (kind: RecordKind): boolean => kind === "score" || kind === "score_removal";

/** Whether a refusal is the tracker's own: its problems name a code, pages of proxies do not. */
const isProblem = (body: Fields): boolean => textOf(body["code"]) !== "";

/** Whether the tracker says that what an event ends or takes back is not there. */
const isAbsent = (status: number, body: Fields): boolean => status === 404 && isProblem(body);

/** Whether the tracker refuses the key: what it is refused for waits until there is a right one. */
const isKeyRefused = (status: number, body: Fields): boolean => (status === 401 || status === 403) && isProblem(body);

/** No proxy has a smaller limit: one that calls a request of fewer characters too large speaks of something else. */
const LEAST_LIMIT_LENGTH = 8192;

/** A request; `awaitsQueue` when events before it may still be in the tracker's queue. */
type Asked = { kind: RecordKind; records: { length: number }; body: string; awaitsQueue: boolean };

/** Reads the answer to a request. */
export function readAnswer(asked: Asked, { status, body }: TransportAnswer): Verdict {
  const { kind } = asked;
  const parsed = parse(body);
  const said = detailOf(parsed);
  const detail = `status ${status}${said === "" ? "" : `, ${said}`}`;
  const rejected: Verdict = { verdict: "split", reason: "rejected", detail };
  if (status >= 200 && status < 300) {
    const stored = readStored(kind, asked.records.length, parsed);
    if (stored !== null) return stored;
    const unknown = `status ${status}, but the answer is not one of a tracker`;
    return isScore(kind) ? rejected : { verdict: "again", isMisconfigured: false, detail: unknown };
  }
  if (status === 413 && (isProblem(parsed) || asked.body.length > LEAST_LIMIT_LENGTH)) {
    return { verdict: "split", reason: "too_large", detail };
  }
  if ((status === 400 || status === 422) && isProblem(parsed)) return rejected;
  if (kind === "session_end" && isAbsent(status, parsed)) {
    return asked.awaitsQueue ? { verdict: "again", isMisconfigured: false, detail } : rejected;
  }
  if (kind === "score_removal" && isAbsent(status, parsed)) {
    return { verdict: "stored", isQueued: false, duplicates: 0, refused: [] };
  }
  const isPassing = status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501);
  // Behind an address of which only `/track` is reached, a score must not keep back what is counted.
  if (isScore(kind) && !isPassing && !isKeyRefused(status, parsed)) return rejected;
  return { verdict: "again", isMisconfigured: !isPassing, detail };
}
