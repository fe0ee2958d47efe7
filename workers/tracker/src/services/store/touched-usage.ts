import { QUARTER_HOUR_MS } from "@voygent/contracts";
import { type InteractionRow, SETTLING_MS, type TouchedUsage } from "@voygent/db";

type Oldest = TouchedUsage["oldest"][number];

/** Clocks differ, and a write may be under way when a period is closed: half of the time that is waited is left for that. */
const LATE_MS = SETTLING_MS / 2;

/** What storing these interactions changes of finished periods; null when none of them is late enough to lie in one. */
export function touchedUsage(interactions: InteractionRow[], nowMs: number): TouchedUsage | null {
  const rows = interactions.filter(({ occurredAtMs }) => occurredAtMs < nowMs - LATE_MS);
  if (rows.length === 0) return null;
  const quarterHours = new Set(rows.map(({ occurredAtMs }) => Math.floor(occurredAtMs / QUARTER_HOUR_MS)));
  const oldest = new Map<string, Oldest>();
  for (const { sessionId, userId, occurredAtMs } of rows) {
    const key = `${sessionId}\n${userId}`;
    const before = oldest.get(key);
    if (before === undefined || occurredAtMs < before.occurredAtMs)
      oldest.set(key, { sessionId, userId, occurredAtMs });
  }
  return { quarterHours: [...quarterHours], oldest: [...oldest.values()] };
}
