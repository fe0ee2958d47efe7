import { fieldOf } from "../documents/read-value.ts";

/** What became of the events of a request. `known` were there before, be it with other content, which was kept. */
export type Outcome = { recorded: number; duplicates: number; differing: number; rejected: number; why: string | null };

/** What an answer means: it is done, or to be sent again, or in parts, or nothing that can be sent helps. */
export type Verdict =
  | { verdict: "done"; outcome: Outcome }
  | { verdict: "again"; detail: string }
  | { verdict: "split"; detail: string }
  | { verdict: "key"; detail: string }
  | { verdict: "wrong"; detail: string };

const MAX_DETAIL_LENGTH = 200;
const MAX_FIELDS = 3;

const textOf = (value: unknown): string => (typeof value === "string" ? value.slice(0, MAX_DETAIL_LENGTH) : "");

/** What is wrong with an event: the detail, and the first fields with what was expected of them. */
function reasonOf(error: unknown): string {
  const detail = textOf(fieldOf(error, "detail"));
  const errors = fieldOf(error, "errors");
  if (!Array.isArray(errors) || errors.length === 0) return detail;
  const fields = errors
    .slice(0, MAX_FIELDS)
    .map((field) => `${textOf(fieldOf(field, "path"))}: ${textOf(fieldOf(field, "message"))}`);
  return `${detail} (${fields.join("; ")})`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function readOutcome(results: unknown[]): Outcome {
  const outcome: Outcome = { recorded: 0, duplicates: 0, differing: 0, rejected: 0, why: null };
  for (const result of results) {
    const status = fieldOf(result, "status");
    if (status === "duplicate") outcome.duplicates += 1;
    else if (status === "conflict") outcome.differing += 1;
    else if (status !== "invalid") outcome.recorded += 1;
    else {
      outcome.rejected += 1;
      outcome.why ??= `${textOf(fieldOf(result, "id"))}: ${reasonOf(fieldOf(result, "error"))}`;
    }
  }
  return outcome;
}

/** Reads the answer to a batch of `count` events. Only the tracker's own answer counts: a page of some proxy does not. */
export function readAnswer(count: number, status: number, body: string): Verdict {
  const parsed = parse(body);
  const said = textOf(fieldOf(parsed, "detail"));
  const detail = `status ${status}${said === "" ? "" : `, ${said}`}`;
  if (status === 401 || status === 403) return { verdict: "key", detail };
  // A proxy's refusal says nothing of an event; where its limit is the smaller one, fewer events together may pass.
  const isProblem = textOf(fieldOf(parsed, "code")) !== "";
  if ((isProblem && (status === 413 || status === 400)) || (status === 413 && count > 1)) {
    return { verdict: "split", detail };
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { verdict: "again", detail };
  if (status < 200 || status >= 300) return { verdict: "wrong", detail };
  const results = fieldOf(parsed, "results");
  if (Array.isArray(results) && results.length === count) return { verdict: "done", outcome: readOutcome(results) };
  if (fieldOf(parsed, "status") === "queued") {
    return { verdict: "done", outcome: { recorded: count, duplicates: 0, differing: 0, rejected: 0, why: null } };
  }
  return { verdict: "wrong", detail: `${detail}, but the answer is not one of an installation` };
}
