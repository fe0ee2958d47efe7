import {
  abortOnReplyMates,
  claimReplyMates,
  type InteractionKey,
  type ReplyClaim,
  type ReplyMateRow,
  type ReplyWay,
  selectReplyMates,
} from "@voygent/db";
import { AppError } from "@voygent/http";
import { keyOf } from "../prepare/key-of.ts";
import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import type { Repeats } from "../traces/trace-watch.ts";
import { type Doubt, matchReports, type NewReport, type StoredReport } from "./match-reports.ts";
import { isOfReply, messageKey, type OfReply, sentReplies } from "./sent-replies.ts";
import { storedReport } from "./stored-report.ts";

/** How often other writers may claim a call before us. */
const MAX_ROUNDS = 8;

const messageOf = ({ row, reply }: OfReply) => messageKey(row.sessionId, reply.messageId);

const newReport = ({ row: { id, source }, reply }: OfReply): NewReport => ({ ...reply, key: { id, source } });

const isNoted = ({ reports, seenCount }: StoredReport) => reports.length !== seenCount;

/** What is already stored of calls of LibreChat, by their keys: the same call, or one that may be. */
export type FoundReports = Repeats & { doubtful: Map<string, Doubt> };

/**
 * Watches over the messages of a write, so that a call of LibreChat that is reported in two ways, as a call and in the sum of its answer or by its plugin and
 * by its Langfuse exporter, is stored once: what comes second is left out, and noted at what is stored. All interactions of
 * a watch come one way, and none tells the sum of an answer of which another tells a call.
 */
export class ReplyWatch {
  readonly #database: D1Database;
  /** Stored calls that were looked at: they repeat nothing of what is left to store. */
  readonly #seenIds = new Set<string>();

  constructor(database: D1Database) {
    this.#database = database;
  }

  /** The statements that fail the batch of a write (`isTraceMatesAbort`) when stored calls may be the same as these. */
  guard(interactions: PreparedInteraction[]): D1PreparedStatement[] {
    const ofReplies = interactions.filter(isOfReply);
    const way = ofReplies[0]?.reply.way;
    if (way === undefined) return [];
    return [abortOnReplyMates(this.#database, { way, replies: sentReplies(ofReplies), knownIds: [...this.#seenIds] })];
  }

  /** Looks at the stored calls of these messages, and claims those that these interactions repeat. */
  async findRepeats(interactions: PreparedInteraction[]): Promise<FoundReports> {
    const found: FoundReports = { repeats: new Map(), doubtful: new Map(), rowsRead: 0, rowsWritten: 0 };
    let left = interactions.filter(isOfReply);
    for (let round = 1; left.length > 0; round += 1) {
      if (round > MAX_ROUNDS) {
        throw new AppError("database_unavailable", "too many writers send the same calls; send the request again");
      }
      const lost = await this.#look(left, found);
      left = left.filter((interaction) => lost.has(messageOf(interaction)) && !found.repeats.has(interaction.key));
    }
    return found;
  }

  /** Adds to what is found; answers the messages of which another writer has claimed a call, to be looked at again. */
  async #look(interactions: OfReply[], found: FoundReports): Promise<Set<string>> {
    const way: ReplyWay = interactions[0]?.reply.way ?? "event";
    const mates = await selectReplyMates(this.#database, way, sentReplies(interactions)).all<ReplyMateRow>();
    found.rowsRead += mates.meta.rows_read;
    const matesOf = Map.groupBy(mates.results, (row) => messageKey(row.session_id, row.message_id));
    const lost = new Set<string>();
    const pairs: { message: string; report: NewReport; stored: StoredReport }[] = [];
    for (const [message, ofMessage] of Map.groupBy(interactions, messageOf)) {
      const stored = (matesOf.get(message) ?? []).map(storedReport);
      const { repeats, doubtful } = matchReports(ofMessage.map(newReport), stored);
      for (const [report, mate] of repeats) pairs.push({ message, report, stored: mate });
      for (const [report, doubt] of doubtful) found.doubtful.set(keyOf(report.key), doubt);
    }
    const noted = new Map(
      pairs.filter(({ stored }) => isNoted(stored)).map(({ stored, message }) => [stored, message]),
    );
    const kept = await this.#claim(noted, found);
    for (const { message, report, stored } of pairs) {
      if (isNoted(stored) && !kept.has(keyOf(stored.key))) lost.add(message);
      else found.repeats.set(keyOf(report.key), stored.key);
    }
    for (const { id } of mates.results) this.#seenIds.add(id);
    return lost;
  }

  /** Notes at stored calls, each of a message, what they stand for; the keys of those of messages that nobody else has changed. */
  async #claim(noted: Map<StoredReport, string>, found: FoundReports): Promise<Set<string>> {
    const kept = new Set<string>();
    const claims = [...noted].map(([{ key, archived, reports, seenCount }, message]): ReplyClaim => ({
      ...key,
      message,
      archived,
      reports,
      seenCount,
    }));
    for (const [archived, ofTable] of Map.groupBy(claims, (claim) => claim.archived)) {
      const table = archived ? "interactions_archive" : "interactions";
      const { results, meta } = await claimReplyMates(this.#database, table, ofTable).all<InteractionKey>();
      found.rowsRead += meta.rows_read;
      found.rowsWritten += meta.rows_written;
      for (const key of results) kept.add(keyOf(key));
    }
    return kept;
  }
}
