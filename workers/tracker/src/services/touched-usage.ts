import { QUARTER_HOUR_MS } from "@voygent/contracts";
import type { InteractionRow, TouchedUsage } from "@voygent/db";

type Oldest = TouchedUsage["oldest"][number];

/** What storing these interactions changes of finished periods. */
export function touchedUsage(rows: InteractionRow[]): TouchedUsage {
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
