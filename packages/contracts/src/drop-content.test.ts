import { describe, it } from "vitest";

import { dropContent } from "./drop-content.ts";

const CONTENT_NAMES = (
  "prompt prompt1 prompt_v2 promptText1 user_prompt_en input_data output_json message_raw messages_0 content_1 " +
  "tool_output_str tool_args_json userinput toolresult reply summary comment title utterance last_user_turn assistant " +
  "context markdown payload function_call error_message systemPrompt output_code TOOL-RESULT gen_ai.prompt LLMInput notes"
).split(" ");

const LABEL_NAMES = (
  "agent_id agent_name tool tool_name endpoint plan feature request_id message_count messageCount input.size " +
  "prompt_version promptVersion prompt_id content_type context_length conversation_id chat_type tags environment " +
  "http.request.method http.route http.response.status_code reasoning_effort usage_missing v2 team kept deep nested librechat_notes"
).split(" ");

describe("dropContent", () => {
  it.for(CONTENT_NAMES)("drops %s, at any depth", (name, { expect }) => {
    expect(dropContent({ [name]: "x", nested: { deep: [{ [name]: ["x"] }] } })).toEqual({
      kept: { nested: { deep: [{}] } },
      droppedCount: 2,
    });
  });

  it.for(LABEL_NAMES)("keeps %s", (name, { expect }) => {
    const labels = { [name]: "x", nested: { [name]: 1 } };
    expect(dropContent(labels)).toEqual({ kept: labels, droppedCount: 0 });
  });

  it("drops texts longer than 256 characters, whatever their name is", ({ expect }) => {
    const [long, longest] = ["x".repeat(257), "🙂".repeat(256)];
    expect(dropContent({ agent_id: long, tags: [long, "a", longest], plan: longest })).toEqual({
      kept: { tags: ["a", longest], plan: longest },
      droppedCount: 2,
    });
  });

  it("decides by the name however many names there were before", ({ expect }) => {
    const names = Array.from({ length: 2_000 }, (_, index) => `label${index}_${"x".repeat(index % 100)}`);
    expect(dropContent(Object.fromEntries(names.map((name) => [name, 1]))).droppedCount).toBe(0);
    const [content, label] = ["late_user_prompt", "late_prompt_id"];
    for (const _ of [1, 2]) expect(dropContent({ [content]: 1, [label]: 1 })).toMatchObject({ kept: { [label]: 1 } });
  });
});
