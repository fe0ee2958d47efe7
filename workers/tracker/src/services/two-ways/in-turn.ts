import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";

/**
 * The interactions in the groups in which they are to be stored. A write may hold several reports of a call of LibreChat: the sum
 * of an answer is stored after events of its calls, and spans after all events, so that each finds what it repeats.
 */
export function inTurn(interactions: PreparedInteraction[]): PreparedInteraction[][] {
  if (!interactions.some(({ reply }) => reply !== null && (reply.way === "span" || reply.isWhole)))
    return [interactions];
  const events = interactions.filter(({ reply }) => reply?.way === "event");
  const calls = new Set(events.map(({ reply }) => (reply?.isWhole === false ? reply.messageId : null)));
  const turnOf = ({ reply }: PreparedInteraction): number => {
    if (reply === null || events.length === 0) return 0;
    if (reply.way === "span") return 2;
    return reply.isWhole && calls.has(reply.messageId) ? 1 : 0;
  };
  const turns = Map.groupBy(interactions, turnOf);
  return [0, 1, 2].map((turn) => turns.get(turn) ?? []).filter(({ length }) => length > 0);
}
