import type { Problem, ProblemCode } from "@voygent/contracts";

import type { AppError } from "./app-error.ts";

const PROBLEMS: Record<ProblemCode, { status: number; title: string }> = {
  invalid_input: { status: 400, title: "The input is not valid" },
  malformed_json: { status: 400, title: "The body is not JSON" },
  unauthorized: { status: 401, title: "A valid key is needed" },
  forbidden: { status: 403, title: "The key does not allow this" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "The method is not allowed here" },
  idempotency_conflict: { status: 409, title: "The id was used for other content" },
  run_in_progress: { status: 409, title: "A run is in progress" },
  already_decided: { status: 409, title: "It was decided before" },
  rehearsal_outdated: { status: 409, title: "The rehearsal is no longer true" },
  wrong_state: { status: 409, title: "Its state does not allow this" },
  payload_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The media type is not supported" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Something went wrong" },
  database_unavailable: { status: 503, title: "The database does not answer" },
  service_unavailable: { status: 503, title: "The service is not available" },
};

/** The `application/problem+json` answer (RFC 9457) for an error. */
export function problemResponse(error: AppError, requestId: string): Response {
  const { status, title } = PROBLEMS[error.code];
  const body: Problem = {
    type: `https://voygent.dev/problems/${error.code.replaceAll("_", "-")}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.fields.length > 0 && { errors: error.fields }),
  };
  return Response.json(body, {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(status === 503 && { "retry-after": "1" }),
      ...error.headers,
      "x-request-id": requestId,
    },
  });
}
