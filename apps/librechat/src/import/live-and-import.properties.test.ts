import * as fc from "fast-check";
import { it } from "vitest";

import { importDocuments, startTracker } from "./import.fixture.ts";
import { playTurns, turnsArbitrary } from "./played-turns.fixture.ts";

/** What neither a request nor the clock of the plugin has told. */
const WITHOUT = new Set(["source", "duration_ms", "route"]);

const comparable = (event: object): unknown =>
  JSON.parse(JSON.stringify(event, (name, value: unknown) => (WITHOUT.has(name) ? undefined : value)));

it("an import tells of any turns what the plugin told while they went on", { timeout: 60_000 }, async ({ expect }) => {
  const tracker = await startTracker();
  const property = fc.asyncProperty(turnsArbitrary, async (turns) => {
    tracker.stored.clear();
    const { events, transactions, messages } = playTurns(turns);
    await importDocuments({ transactions, messages }, { url: tracker.url });
    const told = new Map(events.map((event) => [event.id, comparable(event)]));
    expect(told.size).toBe(events.length);
    expect(told).toEqual(new Map(tracker.events().map((event) => [event.id, comparable(event)])));
  });
  await fc.assert(property, { numRuns: 100 });
});
