import { ESTIMATED_TABLES, estimatedColumns } from "./estimated-row.ts";

/** Where a walk over the interactions stands: after the interaction with this time and key. */
export type RepricePosition = { ms: number; id: string; source: string };

/**
 * The next interactions (`EstimatedRow`) before `endMs`, oldest first, archived ones among the others: an interaction
 * that moves to the archive keeps its place, so a walk meets each one once. Two index ranges merged; reads `limit` rows.
 */
export function selectRepricePage(
  database: D1Database,
  { after, endMs, limit }: { after: RepricePosition; endMs: number; limit: number },
) {
  const pages = ESTIMATED_TABLES.map(
    ({ interactions, archived }) =>
      `SELECT ${estimatedColumns("kept", archived)} FROM ${interactions} AS kept
       WHERE (kept.occurred_at_ms, kept.id, kept.source) > (?1, ?2, ?3) AND kept.occurred_at_ms < ?4`,
  );
  return database
    .prepare(`${pages.join(" UNION ALL ")} ORDER BY occurredAtMs, id, source LIMIT CAST(?5 AS INTEGER)`)
    .bind(after.ms, after.id, after.source, endMs, limit);
}
