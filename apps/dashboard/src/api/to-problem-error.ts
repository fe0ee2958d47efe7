import * as z from "zod/mini";

import { ProblemError } from "./problem-error.ts";

const ProblemBody = z.object({
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});

/** Reads a problem out of a response that is not 2xx; a body that is no problem (a proxy's page) gives a plain sentence. */
export function toProblemError(response: Response, body: unknown): ProblemError {
  const problem = ProblemBody.safeParse(body);
  if (!problem.success) {
    const detail = `The server answered ${response.status} without saying why.`;
    return new ProblemError(response.status, "unknown", detail, response.headers.get("x-request-id"));
  }
  const { detail, code, request_id: requestId, errors = [] } = problem.data;
  const fields = errors.map(({ path, message }) => `${path} ${message}`).join("; ");
  return new ProblemError(response.status, code, fields === "" ? detail : `${detail} (${fields})`, requestId, errors);
}
