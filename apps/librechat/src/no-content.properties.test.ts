import * as fc from "fast-check";
import { describe, it } from "vitest";

import { readChatMessage } from "./documents/chat-message.ts";
import { readRating } from "./documents/message-rating.ts";
import { readUsageRow } from "./documents/usage-row.ts";
import { toScore } from "./ratings/to-score.ts";
import { toInteractions } from "./turns/to-interactions.ts";
import { TurnBuffer } from "./turns/turn-buffer.ts";

const MARKER = "m4rker of what was said";

/** A text that somebody wrote, or any value that holds one. */
const said = fc.oneof(
  fc.string().map((text) => `${text}${MARKER}${text}`),
  fc.constant({ value: MARKER, annotations: [MARKER] }),
  fc.array(fc.constant(MARKER), { maxLength: 3 }),
);

const part = fc.oneof(
  fc.record({ type: fc.constantFrom("text", "think", "error"), text: said, think: said, error: said }),
  fc.record({
    type: fc.constant("tool_call"),
    // A model may call a tool by whatever it likes.
    tool_call: fc.record({ name: fc.constantFrom("web_search", MARKER), args: said, output: said, id: fc.uuid() }),
  }),
  said,
);

const response = fc.record({
  isCreatedByUser: fc.boolean(),
  endpoint: fc.constantFrom("openAI", "agents"),
  model: fc.constantFrom("gpt-4o", "agent_1", null),
  error: fc.boolean(),
  unfinished: fc.boolean(),
  text: said,
  summary: said,
  content: fc.oneof(fc.array(part, { maxLength: 5 }), said),
  attachments: fc.array(fc.record({ type: fc.constant("web_search"), name: said, web_search: said }), { maxLength: 3 }),
  files: fc.array(fc.record({ filename: said, text: said }), { maxLength: 2 }),
  quotes: fc.array(said, { maxLength: 2 }),
  feedback: fc.record({
    rating: fc.constantFrom("thumbsUp", MARKER),
    tag: fc.oneof(said, fc.record({ key: said })),
    text: said,
  }),
  finish_reason: fc.constantFrom("stop", MARKER),
  metadata: fc.record({ usage: fc.record({ input: fc.nat(), output: fc.nat() }), note: said }),
});

describe("what is enqueued", () => {
  it("holds nothing of what was said, whatever the documents hold", ({ expect }) => {
    fc.assert(
      fc.property(response, fc.boolean(), fc.boolean(), said, (document, hasRows, hasMessage, text) => {
        const place = { user: "u", conversationId: "c", messageId: "m" };
        const buffer = new TurnBuffer();
        const seen = { nowMs: 0, request: null };
        const row = { ...place, tokenType: "prompt", rawAmount: -1, model: "gpt-4o", text, note: text };
        const read = readUsageRow({ ...row, _id: "row" });
        if (hasRows && read !== null) buffer.addBatch([read], seen);
        const message = readChatMessage({ ...document, ...place });
        if (hasMessage && message !== null) buffer.addMessage(message, seen);
        const names = { userOf: (id: string) => id, agentOf: () => undefined };
        const events = buffer.takeAll().flatMap((turn) => toInteractions(turn, names));
        if (hasRows) expect(events).toHaveLength(1);
        const rating = readRating({ ...document, ...place });
        const score = rating === null ? null : toScore(rating, "trace");
        expect(JSON.stringify([events, score])).not.toContain(MARKER);
      }),
      { numRuns: 500 },
    );
  });
});
