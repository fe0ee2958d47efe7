import { expect, it } from "vitest";

import { readBatch } from "./read-batch.ts";
import { readScore } from "./read-score.ts";

const labelOf = (value: string, dataType?: string) =>
  readScore({ traceId: "t", name: "tone", value, ...(dataType !== undefined && { dataType }) }, 0).label;

it("keeps a text without a type only when it is one word", () => {
  expect([
    labelOf("polite"),
    labelOf("I hate this"),
    labelOf("very polite", "CATEGORICAL"),
    labelOf("polite", "TEXT"),
  ]).toEqual(["polite", null, "very polite", null]);
});

it("has the id of its event when it has none of its own, so that a resend replaces it", () => {
  const event = { id: "event-1", type: "score-create", body: { traceId: "t", name: "n", value: 1 } };
  const own = { ...event, body: { ...event.body, id: "score-1" } };
  expect(readBatch([event, event, own], 0).scores.map(({ id }) => id)).toEqual(["event-1", "event-1", "score-1"]);
});
