const DAY_MS = 24 * 60 * 60_000;

/** Reading all sessions in the order of the table takes as long as finding a quarter of them through the index. */
const NEAR_DAYS = 90;

/**
 * The last activity of the session with this alias, to be compared with the start of a range in milliseconds: as a
 * column that `sessions_last_activity_at_ms_idx` can serve where the start is near, and with a `+` that rules the index
 * out where most sessions come after it. It decides about speed only, never about the answer.
 */
export const lastActivityColumn = (alias: string, startMs: number, nowMs = Date.now()): string =>
  `${startMs < nowMs - NEAR_DAYS * DAY_MS ? "+" : ""}${alias}.last_activity_at_ms`;
