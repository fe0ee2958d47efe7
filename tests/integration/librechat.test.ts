import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { readChatMessage } from "../../apps/librechat/src/documents/chat-message.ts";
import { readUsageRow } from "../../apps/librechat/src/documents/usage-row.ts";
import { pairCalls } from "../../apps/librechat/src/turns/pair-calls.ts";
import { toInteractions } from "../../apps/librechat/src/turns/to-interactions.ts";
import { postJson } from "../stack/front-door.ts";

const NAMES = { userOf: (id: string) => id, agentOf: () => undefined };

/** The rows and the response of a turn as LibreChat saves them, in a conversation of its own. */
function turnOf(amounts: [tokenType: string, more: object][], answer: object) {
  const place = { user: "ada", conversationId: crypto.randomUUID(), messageId: crypto.randomUUID() };
  const created = { createdAt: new Date("2026-08-18T10:02:31.001Z"), context: "message", tenantId: "acme" };
  const rows = amounts.flatMap(([tokenType, more]) => {
    const row = { ...place, ...created, _id: crypto.randomUUID(), model: "claude-sonnet-4-5", tokenType, ...more };
    return readUsageRow(row) ?? [];
  });
  const message = readChatMessage({ ...place, ...created, isCreatedByUser: false, endpoint: "agents", ...answer });
  const turn = { calls: pairCalls(rows), message, isLate: false, request: null, durationMs: 19_000 };
  return { ...place, events: toInteractions(turn, NAMES) };
}

const post = async (interactions: object[]) => {
  const sourced = interactions.map((event) => ({ ...event, source: "librechat" }));
  const response = await postJson("/track/batch", { interactions: sourced });
  return await response.json<{ results: { status: string; warnings?: unknown[] }[] }>();
};

async function storedOf(sessionId: string): Promise<Record<string, unknown>[]> {
  const rows = await env.DB.prepare("SELECT * FROM interactions WHERE session_id = ?1 ORDER BY ai_tokens_cost_nano_usd")
    .bind(sessionId)
    .all();
  return rows.results;
}

describe("what the LibreChat plugin sends", () => {
  it("is stored and priced call by call, with all of its labels, and once", async ({ expect }) => {
    const answer = {
      model: "agent_1",
      sender: "Policy Watcher",
      isTemporary: true,
      finish_reason: "stop",
      content: [{ type: "tool_call", tool_call: { name: "web_search", args: "…" } }],
      attachments: [{ type: "web_search" }],
    };
    const { conversationId, events } = turnOf(
      [
        ["prompt", { rawAmount: -4424, readTokens: -4410, tokenValue: -1365 }],
        ["completion", { rawAmount: -517, tokenValue: -7755 }],
        ["prompt", { rawAmount: -6120, readTokens: -4410, writeTokens: -808, tokenValue: -7059 }],
        ["completion", { rawAmount: -288, tokenValue: -4320 }],
      ],
      answer,
    );
    expect((await post(events)).results.map(({ status }) => status)).toEqual(["recorded", "recorded"]);
    expect((await post(events)).results.map(({ status }) => status)).toEqual(["duplicate", "duplicate"]);
    const stored = await storedOf(conversationId);
    // 14 × $3 + 4,410 × $0.30 + 517 × $15, and 902 × $3 + 808 × $3.75 + 4,410 × $0.30 + 288 × $15, per million tokens.
    expect(stored.map((row) => row["ai_tokens_cost_nano_usd"])).toEqual([9_120_000, 11_379_000]);
    expect(stored.map((row) => JSON.parse(String(row["metadata"])))).toEqual(events.map(({ metadata }) => metadata));
  });

  it("is a cancelled call of unknown cost for a stop without counts", async ({ expect }) => {
    const { conversationId, events } = turnOf([], { model: "gpt-4o", unfinished: true });
    await post(events);
    expect(await storedOf(conversationId)).toMatchObject([
      { status: "cancelled", cost_status: "usage_unknown", ai_tokens_cost_nano_usd: null },
    ]);
  });
});
