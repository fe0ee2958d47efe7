import { bindReplies, replyMates, type ReplyWay, type SentReply } from "../read/reply-mates.ts";

/** Messages whose calls are being stored, all sent one way, and the ids of the stored calls that were looked at. */
export type GuardedReplies = { way: ReplyWay; replies: SentReply[]; knownIds: string[] };

/**
 * Fails, and the whole batch with it, when calls of these messages are stored that may be the same and were not looked at
 * (`selectReplyMates`). It fails like `abortOnTraceMates`. Batch it before `insertInteractions`.
 */
export function abortOnReplyMates(database: D1Database, { way, replies, knownIds }: GuardedReplies) {
  return database
    .prepare(`SELECT json('a call of this message is stored: ' || mate.id) FROM ${replyMates(way, replies)} LIMIT 1`)
    .bind(...bindReplies(replies, knownIds));
}
