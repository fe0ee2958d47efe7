import * as z from "zod";

/** Every machine-readable reason why a request was not served; a closed set. */
export const ProblemCode = z
  .enum([
    "invalid_input",
    "malformed_json",
    "unauthorized",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "idempotency_conflict",
    "run_in_progress",
    "already_decided",
    "rehearsal_outdated",
    "wrong_state",
    "payload_too_large",
    "unsupported_media_type",
    "too_many_requests",
    "internal_error",
    "database_unavailable",
    "service_unavailable",
  ])
  .meta({ id: "ProblemCode" });
export type ProblemCode = z.infer<typeof ProblemCode>;

/** One invalid field: where it stands and what was expected there. */
export const ProblemField = z.object({ path: z.string(), message: z.string() }).meta({ id: "ProblemField" });
export type ProblemField = z.infer<typeof ProblemField>;

/** The body of every non-2xx answer (RFC 9457), sent as `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: ProblemCode,
    request_id: z.string(),
    errors: z.array(ProblemField).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });
export type Problem = z.infer<typeof Problem>;
