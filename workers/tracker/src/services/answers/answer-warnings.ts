import type { Warning } from "@voygent/contracts";

import type { EventWarning } from "../../intake/usage-event.ts";

/** Warnings as they are answered: without what they are counted under. */
export function answerWarnings(warnings: EventWarning[]): Warning[] {
  return warnings.map(({ code, message }) => ({ code, message }));
}
