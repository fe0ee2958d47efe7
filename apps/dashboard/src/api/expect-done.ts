import { toProblemError } from "./to-problem-error.ts";

/** Waits for an answer that has no body; throws a `ProblemError` when the request was not served. */
export async function expectDone(request: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await request;
  if (!response.ok) throw toProblemError(response, error);
}
