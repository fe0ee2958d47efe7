import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";

const DAY_MS = 24 * 60 * 60_000;
const LATE_PART = 0.01;
const MAX_LATE_DAYS = 200;
const EVENTS_PER_SESSION = 15;
const USERS = 200;

/** One event of the soak: a chat of one of 200 users, one in a hundred of a day long ago. */
export type SoakEvent = {
  id: string;
  sessionId: string;
  userId: string;
  atMs: number;
  input: number;
  output: number;
  model: string;
};

/** Makes events whose ids are hex, so that each can be a span as well. */
export function createEvents(random: Random): () => SoakEvent {
  let count = 0;
  const run = wholeBetween(random, 0, 0xffffff).toString(16).padStart(6, "0");
  return () => {
    count += 1;
    const session = Math.floor(count / EVENTS_PER_SESSION);
    const lateMs = random() < LATE_PART ? wholeBetween(random, 1, MAX_LATE_DAYS) * DAY_MS : 0;
    return {
      id: `5e${run}${count.toString(16).padStart(24, "0")}`,
      sessionId: `soak-${run}-${session}`,
      userId: `soak-${session % USERS}@example.com`,
      atMs: Date.now() - lateMs,
      input: wholeBetween(random, 100, 20_000),
      output: wholeBetween(random, 10, 2_000),
      model: random() < 0.5 ? "claude-sonnet-4-5-20250929" : "a-model-without-a-price",
    };
  };
}
