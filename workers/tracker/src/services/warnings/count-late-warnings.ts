import { addWarnings, type WarningCount } from "@voygent/db";
import { describeError, log } from "@voygent/http";

/**
 * Counts warnings that no stored interaction carries: about refusals, and what was found only by writing. A failure is
 * logged, and null: it changes nothing of the answer.
 */
export async function countLateWarnings(database: D1Database, warnings: WarningCount[]): Promise<D1Meta | null> {
  if (warnings.length === 0) return null;
  try {
    return (await addWarnings(database, warnings).run()).meta;
  } catch (error) {
    log("error", { worker: "tracker", event: "warnings.not_counted", error: describeError(error) });
    return null;
  }
}
