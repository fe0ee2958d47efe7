import { readChatMessage } from "../../apps/librechat/src/documents/chat-message.ts";
import { readUsageRow } from "../../apps/librechat/src/documents/usage-row.ts";
import { pairCalls } from "../../apps/librechat/src/turns/pair-calls.ts";
import { toInteractions } from "../../apps/librechat/src/turns/to-interactions.ts";
import { exportJson, type SampleSpan } from "../../workers/tracker/src/intake/otlp/samples.fixture.ts";
import { postJson } from "../stack/front-door.ts";

/** A call of a model as a test writes it: counts with the cache and the reasoning in them. */
export type TestCall = {
  model?: string;
  context?: string;
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite?: number;
  reasoning?: number;
};

/** What the plugin sends of a call. */
export type TurnEvent = ReturnType<typeof toInteractions>[number];

const NAMES = { userOf: (id: string) => id, agentOf: () => undefined };
const ANSWERED_AT_MS = Date.parse("2026-08-18T10:02:31.001Z");

/** LibreChat saves counts as negative amounts. */
const amount = (count: number) => 0 - count;

const hexOf = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The trace that LibreChat's exporter puts the calls for this into. */
async function traceIdOf(seed: string): Promise<string> {
  return hexOf(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(seed))).slice(0, 32);
}

/** A conversation with one turn, which can be told in both of LibreChat's ways. */
export async function freshTurn(conversationId: string = crypto.randomUUID()) {
  const messageId = crypto.randomUUID();
  const traces = { answer: await traceIdOf(messageId), title: await traceIdOf(`title-${messageId}`) };
  const place = { user: "665f0c1de8b7a1c2d3e4293a", conversationId, messageId };
  const created = { createdAt: new Date(ANSWERED_AT_MS), updatedAt: new Date(ANSWERED_AT_MS) };
  const respond = (more: object) =>
    readChatMessage({ ...place, ...created, isCreatedByUser: false, endpoint: "openAI", model: "gpt-4o", ...more });

  /** The events of the plugin for these calls; `answer` is the rest of the response. */
  const events = (calls: TestCall[], answer: object = {}): TurnEvent[] => {
    const rows = calls.flatMap(
      ({ model = "gpt-4o", context = "message", input, output, cacheRead = 0, cacheWrite = 0 }) => {
        const row = { ...place, ...created, model, context };
        const amounts = { rawAmount: amount(input), readTokens: amount(cacheRead), writeTokens: amount(cacheWrite) };
        return [
          readUsageRow({ ...row, _id: crypto.randomUUID(), tokenType: "prompt", ...amounts }) ?? [],
          readUsageRow({ ...row, _id: crypto.randomUUID(), tokenType: "completion", rawAmount: amount(output) }) ?? [],
        ].flat();
      },
    );
    const turn = { calls: pairCalls(rows), message: respond(answer), isLate: false, request: null, durationMs: 19_000 };
    return toInteractions(turn, NAMES).map((event) => ({ ...event, source: "librechat" }));
  };

  /** The span of LibreChat's exporter for a call; without counts when that failed. */
  const span = (call: TestCall | null, { isTitle = false } = {}): SampleSpan => {
    const startMs = ANSWERED_AT_MS - 9000;
    const {
      model = "gpt-4o",
      input,
      output,
      cacheRead = 0,
      cacheWrite = 0,
      reasoning = 0,
    } = call ?? { input: 0, output: 0 };
    const usage = {
      input: Math.max(0, input - cacheRead - cacheWrite),
      output: output - reasoning,
      total: input + output,
      ...(cacheRead > 0 && { input_cache_read: cacheRead }),
      ...(cacheWrite > 0 && { input_cache_creation: cacheWrite }),
      ...(reasoning > 0 && { output_reasoning: reasoning }),
    };
    return {
      traceId: isTitle ? traces.title : traces.answer,
      spanId: crypto.randomUUID().replaceAll("-", "").slice(0, 16),
      startTimeUnixNano: `${startMs}000000`,
      endTimeUnixNano: `${startMs + 4000}000000`,
      attributes: {
        "user.id": place.user,
        "session.id": conversationId,
        "langfuse.trace.name": isTitle ? "LibreChat Title" : "LibreChat Agent",
        "langfuse.trace.tags": ["librechat", isTitle ? "title" : "agent"],
        "langfuse.trace.metadata.messageId": isTitle ? `title-${messageId}` : messageId,
        "langfuse.observation.type": "generation",
        "langfuse.observation.model.name": model,
        "langfuse.observation.metadata.ls_provider": "openai",
        ...(call === null
          ? { "langfuse.observation.level": "ERROR" }
          : { "langfuse.observation.usage_details": JSON.stringify(usage) }),
      },
    };
  };
  return { conversationId, messageId, traceId: traces.answer, events, span };
}

/** What a batch was answered. */
export type BatchAnswer = {
  results: { id: string; status: string; cost?: { total: string }; warnings?: { code: string }[] }[];
};

/** Sends events as the plugin does. */
export const sendEvents = async (events: object[]): Promise<BatchAnswer> =>
  await (await postJson("/track/batch", { interactions: events })).json();

/** Sends spans as LibreChat's exporter does. */
export const sendSpans = async (spans: SampleSpan[], service = "librechat"): Promise<unknown> =>
  await (await postJson("/api/public/otel/v1/traces", exportJson(spans, { "service.name": service }))).json();
