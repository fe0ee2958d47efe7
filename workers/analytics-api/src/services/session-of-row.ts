import { type Session, SESSION_IDLE_MINUTES } from "@voygent/contracts";
import type { SessionRow } from "@voygent/db";
import * as z from "zod";

import { sumsOfRow, toUsageTotals } from "./usage-sums.ts";

const StoredModels = z.record(z.string(), z.number());

/** The instant as it is answered. */
export const toInstant = (ms: number): string => new Date(ms).toISOString();

function statusOf({ ended_at_ms: endedAtMs, last_activity_at_ms: lastActivityAtMs }: SessionRow, nowMs: number) {
  if (endedAtMs !== null) return "ended" as const;
  return nowMs - lastActivityAtMs < SESSION_IDLE_MINUTES * 60_000 ? ("active" as const) : ("idle" as const);
}

/** A stored session as it is answered, its models most used first. */
export function sessionOfRow(row: SessionRow, nowMs: number): Session {
  const models = Object.entries(StoredModels.parse(JSON.parse(row.models)));
  return {
    id: row.id,
    user_id: row.user_id,
    source: row.source,
    started_at: toInstant(row.started_at_ms),
    last_activity_at: toInstant(row.last_activity_at_ms),
    ended_at: row.ended_at_ms === null ? null : toInstant(row.ended_at_ms),
    status: statusOf(row, nowMs),
    models: models.toSorted((a, b) => b[1] - a[1]).map(([model]) => model),
    ...toUsageTotals(sumsOfRow(row)),
    cancelled_count: row.cancelled_count,
    is_temporary: row.is_temporary === 1,
    archived: row.archived === 1,
  };
}
