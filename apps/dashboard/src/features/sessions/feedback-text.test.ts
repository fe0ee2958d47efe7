import { it } from "vitest";

import { feedbackText } from "./feedback-text.ts";

const score = { name: "user-feedback", value: 1, label: null, observed_at: "2026-03-04T09:15:04.120Z" };

it("calls thumbs by their direction, with their tag", ({ expect }) => {
  expect(feedbackText(score)).toEqual({ name: "Thumb up", verdict: "", tone: "good" });
  expect(feedbackText({ ...score, value: 0, label: "not_matched" })).toEqual({
    name: "Thumb down",
    verdict: ": not matched",
    tone: "bad",
  });
});

it("judges no score that is not a thumb", ({ expect }) => {
  const told = (fields: Partial<typeof score>, label: string | null = null) =>
    feedbackText({ ...score, ...fields, label });
  expect(told({ name: "accuracy", value: 0 })).toEqual({ name: "accuracy", verdict: " 0", tone: "neutral" });
  expect(told({ name: "accuracy", value: 0.851_234_5 }).verdict).toBe(" 0.8512");
  expect(told({ name: "latency", value: 123_456 }).verdict).toBe(" 123,456");
  expect(feedbackText({ ...score, name: "tone", value: null, label: "polite" })).toEqual({
    name: "tone",
    verdict: ": polite",
    tone: "neutral",
  });
});
