import { describe, it } from "vitest";

import { requireMongoose } from "../require-mongoose.fixture.ts";
import { continueRequest } from "../requests/follow-requests.ts";
import { createUsagePlugin } from "../usage-plugin.ts";
import type { ScoreChange } from "./to-score.ts";

const MESSAGE_ID = "9b1d7f3a-2c44-4f0a-8d8e-7a6e5b4c3d02";

/** `printf %s 9b1d7f3a-… | sha256sum`, the first 32 digits. */
const TRACE_ID = "0e334be568bad45084cfcf6b2c7cc3e3";

/** What is told of a rated message that is saved in the course of such a request. */
function toldOf(method: string, url: string, more: object = {}): ScoreChange[] {
  const rated: ScoreChange[] = [];
  const rate = (change: ScoreChange) => rated.push(change);
  const options = { mongoose: requireMongoose(), track: () => {}, rate, say: () => {} };
  const { sink, drain } = createUsagePlugin({ ...options, userNaming: { by: "id" } });
  const place = { messageId: MESSAGE_ID, conversationId: "c", user: "u", isCreatedByUser: false };
  const feedback = { rating: "thumbsUp", tag: { key: "clear_well_written", label: "hidden" }, text: "hidden" };
  continueRequest({ method, url }, () => sink.takeMessage({ ...place, feedback, ...more }));
  drain();
  return rated;
}

const RATING = `/api/messages/0d4e0c1a-6d5e-4f7e-9b6d-3f0a8b0f5f11/${MESSAGE_ID}/feedback`;

describe("a rated message", () => {
  it("is told when a user rates it", ({ expect }) => {
    const score = { id: `feedback-${TRACE_ID}`, traceId: TRACE_ID, name: "user-feedback", value: 1 };
    expect(toldOf("PUT", RATING)).toEqual([{ score: { ...score, metadata: { tag: "clear_well_written" } } }]);
  });

  it("is told as taken back when a user does so", ({ expect }) => {
    expect(toldOf("PUT", RATING, { feedback: null })).toEqual([{ removedId: `feedback-${TRACE_ID}` }]);
  });

  it.for([
    ["PUT", RATING.replace("/feedback", "")],
    ["POST", "/api/agents/chat/openAI"],
  ] as const)("is not told again by %s %s", ([method, url], { expect }) => {
    expect(toldOf(method, url)).toEqual([]);
  });
});
