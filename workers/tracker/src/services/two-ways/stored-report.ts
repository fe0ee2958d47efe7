import { StoredUsage } from "@voygent/contracts";
import type { ReplyMateRow } from "@voygent/db";

import { Reports, type StoredReport } from "./match-reports.ts";

/** A stored call with what is noted at it, as it is compared. */
export function storedReport({
  id,
  source,
  model,
  usage,
  is_title,
  is_whole,
  is_stopped,
  reports,
  archived,
}: ReplyMateRow): StoredReport {
  const told: unknown = JSON.parse(reports ?? "[]");
  const { tokens } = StoredUsage.parse(JSON.parse(usage));
  const { input = 0, output = 0, cache_read = 0, cache_write = 0, reasoning = 0 } = tokens ?? {};
  return {
    key: { id, source },
    model,
    tokens: tokens === undefined ? null : { input, output, cache_read, cache_write, reasoning },
    isTitle: is_title === 1,
    isWhole: is_whole === 1,
    isStopped: is_stopped === 1,
    archived: archived === 1,
    reports: Reports.parse(told),
    seenCount: Array.isArray(told) ? told.length : 0,
  };
}
