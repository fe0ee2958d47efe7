import type { Interaction } from "../../api/schema.ts";

/** How models say that they came to an end by themselves. */
const USUAL_ENDS = new Set([
  "stop",
  "end_turn",
  "tool_use",
  "tool_calls",
  "function_call",
  "stop_sequence",
  "completed",
]);

/** Whether an interaction or a response succeeded and the model ended it by itself; where that is not said, it is taken so. */
export const isUsualEnd = (status: Interaction["status"], finishType: string | null): boolean =>
  status === "ok" && (finishType === null || finishType === "" || USUAL_ENDS.has(finishType.toLowerCase()));
