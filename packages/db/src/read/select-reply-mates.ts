import { bindReplies, replyMates, type ReplyWay, type SentReply } from "./reply-mates.ts";

/** A stored call of a message. `usage` and `reports` (`also_reported_as` of its metadata) are JSON; flags are 0 or 1. */
export type ReplyMateRow = {
  session_id: string;
  message_id: string;
  id: string;
  source: string;
  model: string;
  usage: string;
  is_title: number;
  is_whole: number;
  is_stopped: number;
  reports: string | null;
  archived: number;
};

/** What is stored of these messages that may be the same as what came by `way`. Ranges of the primary key or of the index of sessions. */
export function selectReplyMates(database: D1Database, way: ReplyWay, replies: SentReply[]) {
  return database.prepare(`SELECT mate.* FROM ${replyMates(way, replies)}`).bind(...bindReplies(replies, []));
}
