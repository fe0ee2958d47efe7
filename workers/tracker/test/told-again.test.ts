import { describe, it } from "vitest";

import type { RecordedBatch } from "@voygent/contracts";

import { postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { rowsWhere } from "./stored.ts";

/** A call as LibreChat's plugin tells it. */
function toldLive() {
  const labels = {
    context_type: "message",
    message_id: crypto.randomUUID(),
    endpoint: "openAI",
    route: "/api/agents/chat",
  };
  return eventOf({
    timestamp: new Date(Date.now() - 60_000).toISOString(),
    source: "librechat",
    provider: "openai",
    model: "gpt-4o",
    duration_ms: 2140,
    metadata: labels,
  });
}

/** The same as the importer tells it of an export whose message is not there. */
function withoutMessage(event: ReturnType<typeof toldLive>) {
  return { ...event, duration_ms: null, metadata: { context_type: "message", provider_inferred: true } };
}

const intakes: [string, (event: object) => Promise<string>][] = [
  [
    "one by one",
    async (event) => {
      const response = await postJson("/track/interaction", event);
      const { status, code }: { status: unknown; code?: string } = await response.json();
      return response.status === 409 ? String(code) : `${response.status} ${String(status)}`;
    },
  ],
  [
    "in a batch",
    async (event) => {
      const response = await postJson("/track/batch", { interactions: [event] });
      const { results }: RecordedBatch = await response.json();
      return results[0]?.error?.code ?? `${results[0]?.status === "recorded" ? 201 : 200} ${results[0]?.status}`;
    },
  ],
];

const conflictsOf = (sessionId: string) => rowsWhere("warnings", "subject", sessionId);

describe.for(intakes)("a call of LibreChat that is told again %s", ([, send]) => {
  it.for<[string, object]>([
    ["other labels and no duration", {}],
    ["another duration", { duration_ms: 7 }],
    ["another outcome", { status: "error" }],
    ["no provider", { provider: null }],
    ["a provider that only its model's name says", { provider: "azure" }],
    ["no model", { model: null }],
    ["its counts with zeros", { tokens: { input: 1000, output: 100, cache_read: 400, reasoning: 0 } }],
  ])("with %s is a duplicate without a warning, and the first stays", async ([, changes], { expect }) => {
    const first = toldLive();
    expect(await send(first)).toBe("201 recorded");
    const [stored] = await rowsWhere("interactions", "id", first.id);
    expect(await send({ ...withoutMessage(first), ...changes })).toBe("200 duplicate");
    expect(await rowsWhere("interactions", "id", first.id)).toEqual([stored]);
    expect(await conflictsOf(first.session_id)).toEqual([]);
  });

  it.for<[string, object]>([
    ["other counts", { tokens: { input: 1000, output: 101, cache_read: 400 } }],
    ["no counts", { tokens: undefined }],
    ["another user", { user_id: "somebody-else" }],
    ["another time", { timestamp: "2026-03-04T09:15:04.120Z" }],
    ["another model", { model: "gpt-4o-mini" }],
    ["another provider", { provider: "azure", metadata: { context_type: "message" } }],
    ["another service tier", { service_tier: "batch" }],
    ["another environment", { environment: "elsewhere" }],
    ["another type", { type: "api" }],
    ["a cost of its own", { cost_usd: 1 }],
  ])("with %s is a conflict, which is counted", async ([, changes], { expect }) => {
    const first = toldLive();
    await send(first);
    expect(await send({ ...withoutMessage(first), ...changes })).toBe("idempotency_conflict");
    expect(await conflictsOf(first.session_id)).toMatchObject([{ kind: "idempotency_conflict", warning_count: 1 }]);
  });

  it("in another session is a conflict", async ({ expect }) => {
    const first = toldLive();
    await send(first);
    expect(await send({ ...withoutMessage(first), session_id: `${first.session_id}-2` })).toBe("idempotency_conflict");
  });
});

describe.for(intakes)("an interaction of anybody else that is told again %s", ([, send]) => {
  it.for<[string, object]>([
    ["other metadata", { metadata: { agent_id: "other" } }],
    ["another duration", { duration_ms: 7 }],
  ])("with %s is a conflict", async ([, changes], { expect }) => {
    const first = eventOf({ metadata: { agent_id: "a1" } });
    await send(first);
    expect(await send({ ...first, ...changes })).toBe("idempotency_conflict");
  });
});
