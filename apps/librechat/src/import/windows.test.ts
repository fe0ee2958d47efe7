import { describe, it } from "vitest";

import { importDocuments, startTracker, turnDocuments } from "./import.fixture.ts";

const CACHED = { readTokens: -400, writeTokens: 0, inputTokens: -600 };

/** What is told of one turn, and what is counted. */
async function told(
  turns: ReturnType<typeof turnDocuments>[],
  { messages, ...options }: Parameters<typeof importDocuments>[1] & { messages?: object[] } = {},
) {
  const tracker = await startTracker();
  const transactions = turns.flatMap(({ rows }) => rows);
  const answers = messages ?? turns.map(({ answer }) => answer);
  const { rules } = await importDocuments({ transactions, messages: answers }, { ...options, url: tracker.url });
  return { events: tracker.events(), rules };
}

const NEVER = { ms: Number.POSITIVE_INFINITY, anthropicMs: Number.POSITIVE_INFINITY };
const LONG_AGO = { ms: 0, anthropicMs: 0 };

const twice = () => turnDocuments({ prompt: CACHED });

describe("the windows of an export", () => {
  it("leave credits out", async ({ expect }) => {
    const credits = turnDocuments({ both: { tokenType: "credits", context: "autoRefill" } });
    const { events, rules } = await told([credits, turnDocuments()]);
    expect([events.length, rules["credits"]]).toEqual([1, 2]);
  });

  it("leave out rows that spend nothing but give, and count them", async ({ expect }) => {
    const { events, rules } = await told([
      turnDocuments({ prompt: { rawAmount: 1000 }, completion: { rawAmount: 100 } }),
    ]);
    expect([events, rules["unreadable_rows"]]).toEqual([[], 2]);
  });

  it.for([
    ["of nothing is a figure", { prompt: { tokenValue: -0 }, completion: { tokenValue: -0 } }, 0],
    ["of one row is none of the call", { completion: { tokenValue: undefined } }, undefined],
    ["that gives is none", { completion: { tokenValue: 1000 } }, undefined],
  ] as const)("have a charge of LibreChat's: what it tells %s", async ([, rows, usd], { expect }) => {
    const { events } = await told([turnDocuments(rows)]);
    expect(events.map(({ metadata }) => Reflect.get(Object(metadata), "librechat_cost_usd"))).toEqual([usd]);
  });

  it("flag cached tokens that may be counted twice", async ({ expect }) => {
    const { events, rules } = await told([twice()]);
    expect(events).toMatchObject([
      { tokens: { input: 1000, cache_read: 400 }, metadata: { librechat_notes: ["cache_overlap_suspect"] } },
    ]);
    expect(rules).toMatchObject({ cache_overlap_suspect: 1 });
  });

  it("count them once before the upgrade", async ({ expect }) => {
    const { events } = await told([twice()], { mapping: { upgradedAt: NEVER } });
    // 1,000 = 600 + 400, of which the 600 already contain the 400.
    expect(events).toMatchObject([
      { tokens: { input: 600, cache_read: 400 }, metadata: { librechat_notes: ["cache_overlap_corrected"] } },
    ]);
  });

  it("leave them after the upgrade, without a flag", async ({ expect }) => {
    const { events } = await told([twice()], { mapping: { upgradedAt: LONG_AGO } });
    expect(events).toMatchObject([{ tokens: { input: 1000, cache_read: 400 } }]);
    expect(events[0]).not.toHaveProperty("metadata.librechat_notes");
  });

  it("have another upgrade for Anthropic's models", async ({ expect }) => {
    const anthropic = { both: { model: "claude-sonnet-4-5" }, answer: { endpoint: "anthropic" }, prompt: CACHED };
    const upgradedAt = { ...LONG_AGO, anthropicMs: Number.POSITIVE_INFINITY };
    const { events } = await told([turnDocuments(anthropic)], { mapping: { upgradedAt } });
    expect(events).toMatchObject([{ tokens: { input: 600 } }]);
  });

  it.for(["bedrock", "My own vLLM"])("do not correct %s", async (endpoint, { expect }) => {
    const turn = turnDocuments({ prompt: CACHED, both: { model: "some-model" }, answer: { endpoint } });
    const { events } = await told([turn], { mapping: { upgradedAt: NEVER } });
    expect(events).toMatchObject([{ tokens: { input: 1000 } }]);
  });

  it("keep what LibreChat charged for a stopped answer, and its tokens as they are", async ({ expect }) => {
    const both = { context: "incomplete" };
    const { events } = await told([turnDocuments({ both, completion: { rate: 11.5, tokenValue: -1150 } })]);
    expect(events).toMatchObject([
      {
        status: "cancelled",
        tokens: { output: 100 },
        // (2,500 + 1,150) / 1,000,000
        metadata: { librechat_cost_usd: 0.00365, librechat_notes: ["cancel_surcharge"] },
      },
    ]);
  });

  it("know the model of an agent from its export", async ({ expect }) => {
    const tracker = await startTracker();
    const { rows, answer } = turnDocuments({ both: { model: "agent_1" }, answer: { endpoint: "agents" } });
    const agents = [{ id: "agent_1", provider: "anthropic", model: "claude-sonnet-4-5" }];
    await importDocuments({ transactions: rows, messages: [answer], agents }, { url: tracker.url });
    expect(tracker.events()).toMatchObject([{ model: "claude-sonnet-4-5", provider: "anthropic" }]);
  });

  it("tell stopped and failed answers without transactions, of unknown cost", async ({ expect }) => {
    const [stopped, failed] = [
      turnDocuments({ answer: { unfinished: true } }),
      turnDocuments({ answer: { error: true } }),
    ];
    const { events, rules } = await told([turnDocuments()], { messages: [stopped.answer, failed.answer] });
    expect(events.slice(1)).toMatchObject([
      { id: `message-${stopped.answer.messageId}`, status: "cancelled" },
      { id: `message-${failed.answer.messageId}`, status: "error" },
    ]);
    expect(rules).toMatchObject({ stopped_unknown: 1, failed: 1, no_response: 1 });
  });

  it("leave finished answers without transactions out, as copies look the same, unless asked", async ({ expect }) => {
    const { answer } = turnDocuments({ answer: { metadata: { usage: { input: 7, output: 3 } } } });
    const counts = async (turns: ReturnType<typeof turnDocuments>[], countsAnswers: boolean) =>
      (await told(turns, { messages: [answer], mapping: { countsAnswers } })).events.length;
    expect(await counts([turnDocuments()], false)).toBe(1);
    expect(await counts([turnDocuments()], true)).toBe(2);
    expect(await counts([], true)).toBe(1);
  });

  it.for([
    [{ expiredAt: { $date: "2026-04-04T09:15:04.120Z" } }, true],
    [{ expiredAt: { $date: "2026-04-04T09:15:04.120Z" }, isTemporary: false }, undefined],
    [{ expiredAt: null }, undefined],
    [{ isTemporary: true }, true],
  ] as const)("know a temporary chat of any version: %o", async ([answer, isTemporary], { expect }) => {
    const { events } = await told([turnDocuments({ answer })]);
    expect(events.map(({ metadata }) => Object(metadata)["is_temporary"])).toEqual([isTemporary]);
  });

  const COUNTED = { unfinished: true, metadata: { usage: { input: 7, output: 3 } } };
  // 0x69a7f838 = 1,772,615,736, the second after createdAt; 0x69a7f8a0 is 104 s later.
  const [AT_ONCE, LATER] = ["69a7f838", "69a7f8a0"].map((seconds) => ({ $oid: seconds + "0".repeat(16) }));
  const AT = { createdAt: { $date: "2026-03-04T09:15:35.500Z" } };

  it.for([
    ["of a stopped answer with counts", COUNTED, COUNTED, AT_ONCE, 1],
    ["of a failed answer, made later", { error: true }, { error: true }, LATER, 1],
    ["that is finished, where answers count", COUNTED, { ...COUNTED, unfinished: false }, LATER, 1],
    ["which is none: two answers failed at once", { error: true }, { error: true }, AT_ONCE, 2],
    ["which is none: other counts", COUNTED, { ...COUNTED, metadata: { usage: { input: 8, output: 3 } } }, LATER, 2],
  ] as const)("leave out a copy %s", async ([, answer, copied, madeAt, count], { expect }) => {
    const [made, copy] = [answer, copied].map((each) => turnDocuments({ answer: { ...each, ...AT } }).answer);
    const messages = [
      { ...copy, _id: madeAt },
      { ...made, _id: { $oid: `69a7f837${"f".repeat(16)}` } },
    ];
    const { events, rules } = await told([], { messages, mapping: { countsAnswers: true } });
    expect(events.map(({ id }) => id)).toContain(`message-${made?.messageId}`);
    expect([events.length, rules["copies"] ?? 0]).toEqual([count, 2 - count]);
  });

  it("leave out what is older than --since", async ({ expect }) => {
    const sinceMs = Date.parse("2026-03-04T09:15:04.121Z");
    const later = { both: { createdAt: { $date: { $numberLong: String(sinceMs) } } } };
    const { events, rules } = await told([turnDocuments(), turnDocuments(later)], { mapping: { sinceMs } });
    expect([events.length, rules["before_since"]]).toEqual([1, 1]);
  });

  it("find the answer of rows that do not name it, and its time", async ({ expect }) => {
    const turn = turnDocuments({ both: { messageId: undefined }, answer: { parentMessageId: "q", sender: "GPT" } });
    const asked = {
      ...turn.answer,
      messageId: "q",
      isCreatedByUser: true,
      createdAt: { $date: "2026-03-04T09:15:00.120Z" },
    };
    const { events } = await told([turn], { messages: [asked, turn.answer] });
    expect(events).toMatchObject([
      { duration_ms: 4000, metadata: { endpoint: "openAI", message_id: turn.answer.messageId } },
    ]);
  });
});
