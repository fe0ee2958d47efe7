import { fieldOf, readId } from "./read-value.ts";

/** What a user thinks of an answer: a thumb and its reason out of LibreChat's list, or null when it was taken back. */
export type MessageRating = { messageId: string; thumb: { isUp: boolean; tag: string | null } | null };

/** LibreChat's reasons are keys such as `not_matched`: anything else might be what somebody wrote. */
const TAG = /^[\w-]{1,64}$/;

/**
 * Reads the rating of a message; null when it never had one, or when this is only a part of a message. The text that a user wrote
 * with it is not looked at.
 */
export function readRating(document: unknown): MessageRating | null {
  const messageId = readId(fieldOf(document, "messageId"));
  const feedback = fieldOf(document, "feedback");
  if (messageId === null || feedback === undefined) return null;
  const rating = fieldOf(feedback, "rating");
  if (rating !== "thumbsUp" && rating !== "thumbsDown") return { messageId, thumb: null };
  const given = fieldOf(feedback, "tag");
  const tag = fieldOf(given, "key") ?? given;
  return {
    messageId,
    thumb: { isUp: rating === "thumbsUp", tag: typeof tag === "string" && TAG.test(tag) ? tag : null },
  };
}
