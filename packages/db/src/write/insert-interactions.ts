import { getTableColumns } from "drizzle-orm";

import { interactions } from "../schema/usage.ts";
import { sendRows, type SentValue } from "./send-rows.ts";
import { unlessArchived } from "./unless-archived.ts";

/** One row of `interactions` as it is recorded: its cost is the first estimate, which no run has made. */
export type InteractionRow = Omit<typeof interactions.$inferSelect, "costRevision" | "costRunId">;

const { costRevision, costRunId: _none, ...sentColumns } = getTableColumns(interactions);
const COLUMNS = Object.values(sentColumns).map((column) => column.name);

/** One row as it travels: its values in column order. */
export function interactionValues(row: InteractionRow): SentValue[] {
  return [
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
  ];
}

const ID_PLACE = COLUMNS.indexOf(interactions.id.name);
const SOURCE_PLACE = COLUMNS.indexOf(interactions.source.name);

/**
 * Inserts these interactions (from `interactionValues`, at most 2 MB together as JSON). It fails with a violated constraint,
 * and all of its batch with it, when one of them is stored already, live or archived.
 */
export function insertInteractions(database: D1Database, interactionRows: SentValue[][]) {
  const { from, columns, values } = sendRows(interactionRows, COLUMNS.length);
  const [id = "", source = ""] = [columns[ID_PLACE], columns[SOURCE_PLACE]];
  const archived = `interactions_archive AS archived WHERE archived.id = ${id} AND archived.source = ${source}`;
  const selected = columns.with(ID_PLACE, unlessArchived(id, archived));
  return database
    .prepare(
      `INSERT INTO interactions (${COLUMNS.join(", ")}, ${costRevision.name})
       SELECT ${selected.join(", ")}, 0 FROM ${from}`,
    )
    .bind(...values);
}
