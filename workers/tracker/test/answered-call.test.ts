import { describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { rowsWhere } from "./stored.ts";

const CHAT_USAGE = { prompt_tokens: 1_000, completion_tokens: 100 };
const CLAUDE_USAGE = { input_tokens: 1_000, output_tokens: 100 };

/** An interaction with the whole answer of a provider in the place of token counts. */
function answeredEvent(provider: string, api_flavor: string, usage: object, fields: Record<string, unknown>) {
  const { tokens: _tokens, provider: _provider, model: _model, ...event } = eventOf(fields);
  return { ...event, ...fields, raw_usage: { provider, api_flavor, usage } };
}

const chat = (answer: object, fields: Record<string, unknown>) =>
  answeredEvent("openai", "chat", { usage: CHAT_USAGE, ...answer }, fields);
const claude = (answer: object, fields: Record<string, unknown>) =>
  answeredEvent("anthropic", "default", { usage: CLAUDE_USAGE, ...answer }, fields);

async function send(event: object): Promise<unknown> {
  return await (await postJson("/track/interaction", event)).json();
}

const codesIn = (answer: unknown) => JSON.stringify(answer).match(/"code":"\w+"/g) ?? [];

describe("an interaction whose answer names another model", () => {
  it("is charged for what was served, and says so; what was asked for stays", async ({ expect }) => {
    const event = claude({ model: "claude-haiku-4-5-20251001" }, { model: "claude-sonnet-4-5" });
    // 1,000 × $1 + 100 × $5 per million; Sonnet would be $0.0045.
    expect(await send(event)).toMatchObject({
      cost: { ai_tokens: "0.001500000", flags: ["answered_model"] },
      warnings: expect.arrayContaining([
        {
          code: "answer_differs",
          message:
            "raw_usage: its answer names the model claude-haiku-4-5-20251001, the interaction claude-sonnet-4-5; that of the answer is charged",
        },
      ]),
    });
    const listed: unknown = await (await getJson(`/api/interactions?session_id=${event.session_id}`)).json();
    const stored = { model: "claude-sonnet-4-5", answered: { model: "claude-haiku-4-5-20251001" } };
    expect(listed).toMatchObject({ data: [stored] });
    const explained: unknown = await (await getJson(`/api/interaction-cost?id=${event.id}`)).json();
    expect(explained).toMatchObject({
      flags: ["answered_model"],
      rate: { model: expect.stringContaining("haiku") },
      reproducible: true,
    });
  });

  it("is charged by the dated id of its model without a word", async ({ expect }) => {
    const answer = await send(chat({ model: "gpt-4o-2024-08-06" }, { model: "gpt-4o" }));
    // 1,000 × $2.50 + 100 × $10 per million
    expect(answer).toMatchObject({ cost: { ai_tokens: "0.003500000", flags: [] } });
    expect(codesIn(answer)).toEqual(['"code":"unknown_session"']);
  });

  it("is charged for what it asked for where the answer's has no price", async ({ expect }) => {
    expect(await send(chat({ model: "house-model" }, { model: "gpt-4o" }))).toMatchObject({
      cost: { ai_tokens: "0.003500000", flags: ["answered_model_unpriced"] },
      warnings: expect.arrayContaining([
        { code: "answer_differs", message: expect.stringContaining("no price of the former is known") },
      ]),
    });
  });

  it("is charged for what was served where the price of what it asked for is not known", async ({ expect }) => {
    const answer = await send(chat({ model: "gpt-4o-2024-08-06" }, { model: "my-deployment" }));
    expect(answer).toMatchObject({ cost: { status: "priced", ai_tokens: "0.003500000", flags: ["answered_model"] } });
  });

  it("stays the same event when it is sent again", async ({ expect }) => {
    const event = claude({ model: "claude-haiku-4-5-20251001" }, { model: "claude-sonnet-4-5" });
    await send(event);
    expect(await send(event)).toMatchObject({ status: "duplicate", cost: { ai_tokens: "0.001500000" } });
  });
});

describe("an interaction that names no model", () => {
  it.for<[string, string, object, string]>([
    ["openai", "chat", { model: "gpt-4o-2024-08-06", usage: CHAT_USAGE }, "gpt-4o-2024-08-06"],
    ["openai", "responses", { model: "gpt-4o", usage: { input_tokens: 1_000, output_tokens: 100 } }, "gpt-4o"],
    [
      "google",
      "default",
      { modelVersion: "gemini-2.5-pro", usageMetadata: { promptTokenCount: 1_000, candidatesTokenCount: 225 } },
      "gemini-2.5-pro",
    ],
  ])("has that of its answer: %s, %s", async ([provider, flavor, answer, model], { expect }) => {
    const event = answeredEvent(provider, flavor, answer, {});
    // 1,000 × $2.50 + 100 × $10, or 1,000 × $1.25 + 225 × $10 per million
    expect(await send(event)).toMatchObject({ cost: { status: "priced", ai_tokens: "0.003500000" } });
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ model }]);
  });

  it("takes no text in the place of one", async ({ expect }) => {
    const event = chat({ model: "What somebody wrote" }, {});
    expect(await send(event)).toMatchObject({ cost: { status: "unpriced" } });
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ model: "" }]);
  });
});

describe("an interaction whose answer names another service tier", () => {
  it("is charged for the one that served it, and says so; the one that was asked for stays", async ({ expect }) => {
    const event = chat({ model: "gpt-4o", service_tier: "default" }, { model: "gpt-4o", service_tier: "priority" });
    expect(await send(event)).toMatchObject({
      cost: { ai_tokens: "0.003500000", service_tier: "standard", flags: ["answered_tier"] },
      warnings: expect.arrayContaining([
        {
          code: "answer_differs",
          message:
            "raw_usage: its answer names the service tier standard, the interaction priority; that of the answer is charged",
        },
      ]),
    });
    const listed: unknown = await (await getJson(`/api/interactions?session_id=${event.session_id}`)).json();
    expect(listed).toMatchObject({
      data: [{ service_tier: "priority", answered: { service_tier: "standard" }, cost: { service_tier: "standard" } }],
    });
    const explained: unknown = await (await getJson(`/api/interaction-cost?id=${event.id}`)).json();
    expect(explained).toMatchObject({ cost: { service_tier: "standard" }, flags: ["answered_tier"] });
  });

  it("is as it asked where the answer says the same in other words", async ({ expect }) => {
    const answer = await send(chat({ service_tier: "default" }, { model: "gpt-4o", service_tier: "standard" }));
    expect(answer).toMatchObject({ cost: { flags: [] } });
    expect(codesIn(answer)).toEqual(['"code":"unknown_session"']);
  });
});
