import { AuditAction, type AuditLog, type AuditQuery } from "@voygent/contracts";
import { createDb, selectAuditLog } from "@voygent/db";
import * as z from "zod";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { decodeCursor, encodeCursor } from "./list-cursor.ts";
import { toInstant } from "./session-of-row.ts";

const SORT = "-occurred_at";
const StoredDetail = z.record(z.string(), z.json());

/** One page of the audit log, newest first. */
export async function listAuditLog(c: AnalyticsContext, { action, limit, cursor }: AuditQuery): Promise<AuditLog> {
  const position = decodeCursor(SORT, cursor);
  const after = position === null ? null : { occurredAtMs: Number(position.key), id: position.id };
  const rows = await selectAuditLog(createDb(c.env.DB), { action, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map((row) => ({
      id: row.id,
      occurred_at: toInstant(row.occurredAtMs),
      actor: row.actor,
      action: AuditAction.parse(row.action),
      subject: row.subject,
      detail: StoredDetail.parse(JSON.parse(row.detail)),
    })),
    next_cursor: last === undefined ? null : encodeCursor(SORT, { key: String(last.occurredAtMs), id: last.id }),
  };
}
