import { postJson } from "../../../tests/stack/front-door.ts";

/** One interaction to send: only what matters for what is read. */
export type PlantedEvent = {
  id: string;
  session_id: string;
  user_id: string;
  timestamp: string;
  model?: string;
  provider?: string;
  type?: "chat" | "db" | "api" | "cost-event";
  status?: "ok" | "error" | "cancelled";
  source?: string;
  environment?: string;
  tokens?: { input?: number; output?: number; cache_read?: number; reasoning?: number };
  db?: { rows_read?: number; rows_written?: number };
  api_calls?: number;
};

/** Sends interactions through the tracker and fails unless every one is recorded. */
export async function plantUsage(events: PlantedEvent[]): Promise<void> {
  const interactions = events.map((event) => Object.assign({ type: "chat" }, event));
  const response = await postJson("/track/batch", { interactions });
  const body: { recorded?: number } = await response.json();
  if (body.recorded !== events.length)
    throw new Error(`not every event was recorded: ${JSON.stringify(body).slice(0, 2000)}`);
}

const USERS = ["ada", "bob", "cyd", "dee"];
const MODELS = [
  ["anthropic", "claude-sonnet-4-5"],
  ["openai", "gpt-5"],
  ["openai", "gpt-5-mini"],
  ["acme", "house-model"],
] as const;

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError("an empty list has no items");
  return item;
};

/**
 * A fixed mixture of usage: `count` interactions, one every 37 minutes from the instant on, in sessions of seven, by four
 * users with four models (one without a price), two environments, and an error every ninth.
 */
export function mixedUsage(prefix: string, startsAt: string, count: number): PlantedEvent[] {
  const startMs = Date.parse(startsAt);
  return Array.from({ length: count }, (_, index) => {
    const session = Math.floor(index / 7);
    const [provider, model] = at(MODELS, index + session);
    return {
      id: `${prefix}-${index}`,
      session_id: `${prefix}-s${session}`,
      user_id: `${prefix}-${at(USERS, session * 3 + Math.floor(session / 4))}`,
      timestamp: new Date(startMs + index * 37 * 60_000).toISOString(),
      provider,
      model,
      status: index % 9 === 0 ? "error" : "ok",
      type: index % 11 === 0 ? "api" : "chat",
      environment: session % 2 === 0 ? "production" : "staging",
      tokens: { input: 100 + index, output: 10 + (index % 13), cache_read: index % 50, reasoning: index % 3 },
      db: { rows_read: index, rows_written: index % 4 },
      api_calls: index % 2,
    };
  });
}
