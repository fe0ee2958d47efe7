import { join } from "node:path";

import * as fc from "fast-check";
import { describe, it } from "vitest";

import { readUsageRow, type UsageRow } from "../documents/usage-row.ts";
import { TurnCollector } from "./collect-turns.ts";
import { newFolder } from "./import.fixture.ts";
import { MessageIndex } from "./message-index.ts";

/** Rows of calls in some order that keeps each prompt before its answer; without `messageId` as in early versions. */
const exported = fc
  .array(
    fc.record({
      message: fc.nat({ max: 3 }),
      model: fc.constantFrom("a", "b"),
      context: fc.constantFrom("message", "title"),
      input: fc.nat({ max: 1000 }),
      output: fc.nat({ max: 1000 }),
      places: fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 })),
      isNamed: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((calls) => {
    const halves = calls.flatMap(({ message, model, context, input, output, places, isNamed }) => {
      const common = { user: "u", conversationId: "c", model, context, ...(isNamed && { messageId: `m${message}` }) };
      const [early, late] = places.toSorted((left, right) => left - right);
      return [
        { place: early ?? 0, document: { ...common, tokenType: "prompt", rawAmount: -input } },
        { place: late ?? 0, document: { ...common, tokenType: "completion", rawAmount: -output } },
      ];
    });
    const inOrder = halves.toSorted((left, right) => left.place - right.place);
    return inOrder.flatMap(({ document }, index) => {
      const createdAt = { $date: 1_000_000 + index * 50 };
      return readUsageRow({ _id: String(index).padStart(8, "0"), createdAt, ...document }) ?? [];
    });
  });

const total = (rows: (UsageRow | null)[]) => rows.reduce((sum, row) => sum + (row?.tokenCount ?? 0), 0);

describe("pairing", () => {
  it("keeps every row once and all totals, however rows are mixed and however small the window is", async ({
    expect,
  }) => {
    const index = new MessageIndex(join(await newFolder(), "index"));
    index.seal();
    const property = fc.property(exported, fc.nat({ max: 60 }), (rows, windowRows) => {
      const collector = new TurnCollector(index, windowRows);
      const turns = [...rows.flatMap((row) => collector.add(row)), ...collector.end()];
      const calls = turns.flatMap((turn) => turn.calls);
      const paired = calls.flatMap(({ prompt, completion }) => [prompt, completion]).filter((row) => row !== null);
      expect(paired.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id));
      expect(total(calls.map(({ prompt }) => prompt))).toBe(total(rows.filter(({ kind }) => kind === "prompt")));
      expect(new Set(calls.map(({ first }) => first.id)).size).toBe(calls.length);
    });
    fc.assert(property, { numRuns: 300 });
    index.close();
  });

  it("finds all pairs within the window, first in, first out", async ({ expect }) => {
    const index = new MessageIndex(join(await newFolder(), "index"));
    index.seal();
    const property = fc.property(exported, (rows) => {
      const collector = new TurnCollector(index);
      const calls = [...rows.flatMap((row) => collector.add(row)), ...collector.end()].flatMap((turn) => turn.calls);
      expect(calls.map(({ prompt, completion }) => [prompt?.kind, completion?.kind])).toEqual(
        calls.map(() => ["prompt", "completion"]),
      );
    });
    fc.assert(property, { numRuns: 300 });
    index.close();
  });
});
