let count = 0;

/** A fresh chat interaction of 50 users, each session of 15 interactions; every call gives another id. */
export function benchEvent(prefix: string) {
  count += 1;
  const session = Math.floor(count / 15);
  return {
    id: `${prefix}-${process.pid}-${count}`,
    session_id: `${prefix}-s${process.pid}-${session}`,
    user_id: `bench-${session % 50}@example.com`,
    type: "chat",
    timestamp: new Date().toISOString(),
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    status: "ok",
    duration_ms: 2140,
    ttft_ms: 380,
    tokens: { input: 9000, output: 640, cache_read: 7000, cache_write: 800, reasoning: 0 },
    source: "bench",
    environment: "production",
  };
}

export type BenchEvent = ReturnType<typeof benchEvent>;
