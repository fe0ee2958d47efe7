import { describe, it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { everythingStored } from "./stored.ts";

const MARKER = "MARKER-what-somebody-wrote";

const NAMES = [
  "prompt",
  "prompts",
  "completion",
  "content",
  "message",
  "messages",
  "text",
  "input",
  "output",
  "response",
  "request",
  "query",
  "answer",
  "arguments",
  "tool_input",
  "tool_output",
  "result",
  "toolInput",
  "TOOL-RESULT",
  "gen_ai.prompt",
  "lastUserMessage",
  "system_prompt",
  "Content",
];

const marked = Object.fromEntries(NAMES.map((name) => [name, MARKER]));

describe("what people and models wrote", () => {
  it("is stored nowhere and said to nobody, in whichever field it comes", async ({ expect }) => {
    const event = eventOf({
      ...marked,
      metadata: { ...marked, agent_id: "a1", nested: { deep: [{ ...marked, kept: 1 }] } },
      tokens: { input: 5, [MARKER]: 1, text: MARKER },
      db: { rows_read: 1, sql: MARKER },
      raw: { messages: [{ role: "user", content: MARKER }] },
      [MARKER + " as a name"]: 1,
    });
    const answers = [
      await postJson("/track/interaction", event),
      await postJson("/track/batch", {
        interactions: [eventOf({ ...marked, type: MARKER }), MARKER, { [MARKER]: MARKER }],
      }),
      await postJson(
        "/track/interaction",
        eventOf({ type: MARKER, timestamp: MARKER, cost_usd: MARKER, status: MARKER }),
      ),
      await postJson("/track/session/start", {
        session_id: event.session_id,
        user_id: "u",
        ...marked,
        metadata: marked,
      }),
      await postJson("/track/session/end", { session_id: event.session_id, ended_at: MARKER, ...marked }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 400, 200, 400]);
    for (const answer of answers) expect(await answer.text()).not.toContain(MARKER);
    const stored = await everythingStored();
    expect(stored).not.toContain(MARKER);
    expect(stored).toContain(event.id);
    expect(stored).toContain(String.raw`{\"agent_id\":\"a1\",\"nested\":{\"deep\":[{\"kept\":1}]}}`);
  });
});
