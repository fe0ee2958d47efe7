import { randomUUID } from "node:crypto";

const SESSION_SIZE = 15;

let count = 0;
let sessionId = "";

/**
 * A fresh chat interaction of 50 users, each session of 15 interactions; every call gives other counts and another id, random
 * as those of clients are: ids in order would make every database look faster than it is.
 */
export function benchEvent() {
  count += 1;
  const session = Math.floor(count / SESSION_SIZE);
  if (sessionId === "" || count % SESSION_SIZE === 0) sessionId = randomUUID();
  return {
    id: randomUUID(),
    session_id: sessionId,
    user_id: `bench-${session % 50}@example.com`,
    type: "chat",
    timestamp: new Date().toISOString(),
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    status: "ok",
    duration_ms: 2140 + (count % 331),
    ttft_ms: 380 + (count % 47),
    tokens: {
      input: 9000 + (count % 701),
      output: 640 + (count % 89),
      cache_read: 7000,
      cache_write: 800,
      reasoning: 0,
    },
    source: "bench",
    environment: "production",
  };
}

export type BenchEvent = ReturnType<typeof benchEvent>;
