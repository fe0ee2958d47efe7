import type { ProblemField } from "@voygent/contracts";
import { SAMPLE_ID_PREFIX, SAMPLE_SOURCE } from "@voygent/db";
import type { Caller } from "@voygent/http";

/** What of an event or a session says whether it is sample data. A session has no `id` of its own. */
type Named = { id?: string | undefined; session_id: string; source?: string | undefined };

const startsLikeSample = (id: string | undefined) => id?.startsWith(SAMPLE_ID_PREFIX) === true;

/**
 * What is wrong with the names that mark sample data. Only an admin may use its source, with ids that a removal finds
 * again, and no other event may join a session of sample data: removing the sample removes whole sessions.
 */
export function reservedSourceFields(named: Named, caller: Caller): ProblemField[] {
  if (named.source !== SAMPLE_SOURCE) {
    if (!startsLikeSample(named.session_id)) return [];
    return [{ path: "session_id", message: `"${SAMPLE_ID_PREFIX}" begins the session ids of sample data` }];
  }
  if (!caller.scopes.includes("admin")) {
    return [{ path: "source", message: `"${SAMPLE_SOURCE}" marks sample data and needs an admin key` }];
  }
  const ids = [
    { path: "session_id", value: named.session_id },
    ...("id" in named ? [{ path: "id", value: named.id }] : []),
  ];
  return ids
    .filter(({ value }) => !startsLikeSample(value))
    .map(({ path }) => ({ path, message: `ids of sample data start with "${SAMPLE_ID_PREFIX}"` }));
}
