import { it } from "vitest";

import { feedbackText } from "./feedback-text.ts";

const score = { name: "user-feedback", value: 1, label: null, observed_at: "2026-03-04T09:15:04.120Z" };

it("calls thumbs by their direction, with their tag", ({ expect }) => {
  expect(feedbackText(score)).toEqual({ text: "Thumb up", tone: "good" });
  expect(feedbackText({ ...score, value: 0, label: "not_matched" })).toEqual({
    text: "Thumb down: not matched",
    tone: "bad",
  });
});

it("judges no score that is not a thumb", ({ expect }) => {
  expect(feedbackText({ ...score, name: "accuracy", value: 0 })).toEqual({ text: "accuracy 0", tone: "neutral" });
  expect(feedbackText({ ...score, name: "tone", value: null, label: "polite" })).toEqual({
    text: "tone: polite",
    tone: "neutral",
  });
});
