import type { WarningCode } from "@voygent/contracts";
import type { InteractionRow, WarningCount } from "@voygent/db";

import type { EventWarning } from "../../intake/usage-event.ts";

/** Remarks that only the sender needs: nothing is odd about them. */
const UNCOUNTED = new Set<WarningCode>(["generated_id", "unknown_session"]);

const NONE: WarningCount[] = [];

/** The warnings of an interaction as they are counted in the table. */
export function countWarnings(
  row: Pick<InteractionRow, "id" | "source" | "receivedAtMs">,
  warnings: EventWarning[],
): WarningCount[] {
  // Most interactions have none, and this is the busiest path.
  if (warnings.length === 0) return NONE;
  return warnings
    .filter(({ code }) => !UNCOUNTED.has(code))
    .map(({ code, subject }) => ({
      kind: code,
      subject,
      source: row.source,
      count: 1,
      seenAtMs: row.receivedAtMs,
      exampleId: row.id,
    }));
}
