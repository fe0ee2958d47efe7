import type { ProblemField } from "@voygent/contracts";
import { SAMPLE_ID_PREFIX, SAMPLE_SOURCE } from "@voygent/db";
import type { Caller } from "@voygent/http";

/** What is wrong with a source that marks sample data: only an admin may use it, with ids that a removal finds again. */
export function reservedSourceFields(
  event: { id?: string | undefined; source?: string | undefined },
  caller: Caller,
): ProblemField[] {
  if (event.source !== SAMPLE_SOURCE) return [];
  if (!caller.scopes.includes("admin")) {
    return [{ path: "source", message: `"${SAMPLE_SOURCE}" marks sample data and needs an admin key` }];
  }
  if (event.id?.startsWith(SAMPLE_ID_PREFIX) === true) return [];
  return [{ path: "id", message: `ids of sample data start with "${SAMPLE_ID_PREFIX}"` }];
}
