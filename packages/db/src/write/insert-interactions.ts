import { getTableColumns } from "drizzle-orm";

import { interactions } from "../schema/usage.ts";
import { places } from "./measure-columns.ts";
import { SENT_ROWS } from "./sent-rows.ts";
import { unlessStored } from "./unless-stored.ts";

/** One row of `interactions` as it is recorded: its cost is the first estimate, which no run has made. */
export type InteractionRow = Omit<typeof interactions.$inferSelect, "costRevision" | "costRunId">;

const { costRevision, costRunId: _none, ...sentColumns } = getTableColumns(interactions);
const COLUMNS = Object.values(sentColumns).map((column) => column.name);

/** One row as it travels: a JSON array of its values in column order. */
export function encodeInteraction(row: InteractionRow): string {
  return JSON.stringify([
    row.id,
    row.sessionId,
    row.userId,
    row.type,
    row.status,
    row.occurredAtMs,
    row.receivedAtMs,
    row.provider,
    row.model,
    row.serviceTier,
    row.source,
    row.environment,
    row.durationMs,
    row.ttftMs,
    row.usage,
    row.metadata,
    row.contentHash,
    row.aiTokensCostNanoUsd,
    row.dbOpsCostNanoUsd,
    row.apiCallsCostNanoUsd,
    row.computeTimeCostNanoUsd,
    row.costStatus,
    row.priceSource,
    row.rateId,
    row.matchedBy,
    row.calculationVersion,
    row.reportedCostNanoUsd,
    row.costBasis,
  ]);
}

/**
 * Inserts all of these interactions (from `encodeInteraction`, at most 2 MB together), or none when one of them
 * (`keys`, from `encodeInteractionKeys`) is stored already; `meta.changes` says which. Batch it last: the other statements look for rows that are not there yet.
 */
export function insertInteractions(database: D1Database, encodedRows: string[], keys: string) {
  return database
    .prepare(
      `INSERT INTO interactions (${COLUMNS.join(", ")}, ${costRevision.name})
       SELECT ${places(0, COLUMNS.length)}, 0 FROM ${SENT_ROWS} WHERE ${unlessStored("?2")}`,
    )
    .bind(`[${encodedRows.join(",")}]`, keys);
}
