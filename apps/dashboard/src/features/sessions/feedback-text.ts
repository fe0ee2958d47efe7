import type { Feedback } from "../../api/schema.ts";

/** How Langfuse clients call a thumb that somebody gave. */
const THUMB = "user-feedback";

const NUMBER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });

/** A score in words: what was judged, how, and whether that is good or bad. */
export type FeedbackText = { name: string; verdict: string; tone: "good" | "bad" | "neutral" };

/** What a score says: only 1 and 0 of a thumb are good and bad. `verdict` begins with what separates it from the name. */
export function feedbackText({ name, value, label }: Feedback): FeedbackText {
  const detail = label === null ? "" : `: ${label.replaceAll("_", " ")}`;
  if (name === THUMB && value === 1) return { name: "Thumb up", verdict: detail, tone: "good" };
  if (name === THUMB && value === 0) return { name: "Thumb down", verdict: detail, tone: "bad" };
  return { name, verdict: `${value === null ? "" : ` ${NUMBER.format(value)}`}${detail}`, tone: "neutral" };
}
