import type { Score } from "@voygent/tracking-client";

import type { MessageRating } from "../documents/message-rating.ts";

/** A score to store, or the id of one that was taken back. */
export type ScoreChange = { score: Score } | { removedId: string };

/** The score of a rating, as LibreChat's own exporter would tell it: by whichever way it comes, it is one. */
export function toScore({ thumb }: MessageRating, traceId: string): ScoreChange {
  const id = `feedback-${traceId}`;
  if (thumb === null) return { removedId: id };
  const { isUp, tag } = thumb;
  return {
    score: { id, traceId, name: "user-feedback", value: isUp ? 1 : 0, ...(tag !== null && { metadata: { tag } }) },
  };
}
