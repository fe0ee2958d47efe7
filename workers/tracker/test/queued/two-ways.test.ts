import { it, vi } from "vitest";

import { freshTurn, sendEvents, sendSpans } from "../../../../tests/integration/librechat-turn.ts";
import { rowsWhere } from "../stored.ts";
import { totalsOfEverything } from "../totals-of-everything.ts";

const UNTIL = { timeout: 20_000, interval: 50 };
const CALL = { input: 1000, output: 100 };

it("in queue mode, calls of LibreChat that come in two ways are stored once and warned about", async ({ expect }) => {
  const turns = await Promise.all(Array.from({ length: 10 }, async () => await freshTurn()));
  await Promise.all(turns.flatMap(({ events, span }) => [sendSpans([span(CALL)]), sendEvents(events([CALL]))]));
  await vi.waitUntil(async () => {
    const warnings = await rowsWhere("warnings", "kind", "reported_twice");
    return warnings.reduce((sum, { warning_count: count }) => sum + Number(count), 0) >= turns.length;
  }, UNTIL);
  for (const { conversationId } of turns) {
    expect(await rowsWhere("interactions", "session_id", conversationId)).toHaveLength(1);
  }
  const { expected, actual } = await totalsOfEverything();
  expect(actual).toEqual(expected);
});
