import type { Feedback } from "../../api/schema.ts";

/** How Langfuse clients call a thumb that somebody gave. */
const THUMB = "user-feedback";

/** What a score says, in words and as a judgement: only 1 and 0 of a thumb are good and bad. */
export function feedbackText({ name, value, label }: Feedback): { text: string; tone: "good" | "bad" | "neutral" } {
  const detail = label === null ? "" : `: ${label.replaceAll("_", " ")}`;
  if (name === THUMB && value === 1) return { text: `Thumb up${detail}`, tone: "good" };
  if (name === THUMB && value === 0) return { text: `Thumb down${detail}`, tone: "bad" };
  return { text: `${name}${value === null ? "" : ` ${value}`}${detail}`, tone: "neutral" };
}
