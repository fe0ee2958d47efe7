import { ProblemError } from "./problem-error.ts";
import { toProblemError } from "./to-problem-error.ts";

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** The data of an answer, or a `ProblemError` that says why there is none. */
export async function unwrap<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ProblemError(0, "unreachable", "The server cannot be reached. Check your connection.", null);
  });
  if (!response.ok || data === undefined) throw toProblemError(response, error);
  return data;
}
