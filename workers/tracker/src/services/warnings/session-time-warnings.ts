import { addWarnings, type TrackedSessionRow } from "@voygent/db";

import type { EventWarning } from "../../intake/usage-event.ts";
import { timeWarning } from "./time-warning.ts";

type StatedTime = { field: "started_at" | "ended_at"; statedAt: string | undefined };

/** What is odd about the time that a client stated for the start or the end of a stored session; counts it as well. */
export async function sessionTimeWarnings(
  database: D1Database,
  { source }: Pick<TrackedSessionRow, "source">,
  { field, statedAt }: StatedTime,
  nowMs: number,
): Promise<EventWarning[]> {
  const warning = statedAt === undefined ? null : timeWarning(Date.parse(statedAt), nowMs, field);
  if (warning === null) return [];
  const { code: kind, subject } = warning;
  const counted = { kind, subject, source, count: 1, seenAtMs: nowMs, exampleId: null };
  await addWarnings(database, [counted]).run();
  return [warning];
}
