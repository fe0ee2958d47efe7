import { ESTIMATED_TABLES, estimatedColumns } from "./estimated-row.ts";
import type { RepricePosition } from "./select-reprice-page.ts";

/**
 * The next unpriced interactions (`EstimatedRow`) of a model, oldest first, archived ones among the others. Two ranges of
 * the indexes of unpriced interactions merged; reads `limit` rows.
 */
export function selectUnpricedPage(
  database: D1Database,
  { provider, model, after, limit }: { provider: string; model: string; after: RepricePosition; limit: number },
) {
  const pages = ESTIMATED_TABLES.map(
    ({ interactions, archived }) =>
      `SELECT ${estimatedColumns("kept", archived)} FROM ${interactions} AS kept
       WHERE kept.cost_status = 'unpriced' AND kept.provider = ?1 AND kept.model = ?2
         AND (kept.occurred_at_ms, kept.id, kept.source) > (?3, ?4, ?5)`,
  );
  return database
    .prepare(`${pages.join(" UNION ALL ")} ORDER BY occurredAtMs, id, source LIMIT CAST(?6 AS INTEGER)`)
    .bind(provider, model, after.ms, after.id, after.source, limit);
}
