import { LangfuseScore } from "@voygent/contracts";
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
    labelOf("you are all wrong", "CATEGORICAL"),
    labelOf("x".repeat(65), "CATEGORICAL"),
  ]).toEqual(["polite", null, "very polite", null, null, null]);
});

const idOf = (fields: Partial<Parameters<typeof readScore>[0]>, atMs = 0) =>
  readScore({ traceId: "T", name: "n", value: 1, ...fields }, atMs).id;

it("has an id made of what it is a score of when nothing gives it one", () => {
  expect(idOf({})).toMatch(/^score-[\w-]{43}$/);
  expect(idOf({ value: 0, traceId: "t", observationId: null }, 1)).toBe(idOf({}));
  const others = [{ name: "m" }, { traceId: "u" }, { observationId: "o" }, { sessionId: "s" }, { environment: "e" }];
  expect(new Set([idOf({}), ...others.map((fields) => idOf(fields))]).size).toBe(6);
});

const isName = (name: string) => LangfuseScore.safeParse({ traceId: "t", name, value: 1 }).success;

it("has a name of a few words, which cannot be a text", () => {
  const names = [
    "user-feedback",
    "Context relevance",
    "is_correct",
    "Is the answer correct",
    "정확성",
    "ragas:faithfulness (v2)",
  ];
  expect(names.filter((name) => !isName(name))).toEqual([]);
  const texts = ["", " ", "I hate how this thing answers", "a\nb", "what?", "x".repeat(65), "ok, then"];
  expect(texts.filter(isName)).toEqual([]);
});

it("has the id of its event when it has none of its own, so that a resend replaces it", () => {
  const event = { id: "event-1", type: "score-create", body: { traceId: "t", name: "n", value: 1 } };
  const own = { ...event, body: { ...event.body, id: "score-1" } };
  expect(readBatch([event, event, own], 0).scores.map(({ id }) => id)).toEqual(["event-1", "event-1", "score-1"]);
});
