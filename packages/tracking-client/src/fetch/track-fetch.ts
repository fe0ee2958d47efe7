import type { InteractionEvent, JsonValue } from "../client/interaction-event.ts";
import type { TrackingClient } from "../client/tracking-client.ts";
import { AnswerReader } from "./answer-reader.ts";
import { type Api, findApi } from "./find-api.ts";
import { holdsCounts } from "./holds-counts.ts";
import { modelOfRequest } from "./model-of-request.ts";
import { type BodyEnd, watchBody } from "./watch-body.ts";

/** Whose call it is. */
export type CallContext = {
  user_id: string;
  session_id: string;
  source?: string;
  environment?: string;
  metadata?: Record<string, JsonValue>;
};

/** What a wrapped fetch is about to send. */
export type CallTarget = { url: string; method: string };

/** The options of a wrapped fetch. */
export type TrackFetchOptions = {
  /** Says whose call it is, at the time of the call; null when it is not to be tracked. What it throws is ignored. */
  context: CallContext | ((target: CallTarget) => CallContext | null);
  /** The provider, when its host does not tell: that of a proxy or of a server of one's own. */
  provider?: string;
};

type Fetch = typeof globalThis.fetch;
type Call = {
  api: Api;
  context: CallContext;
  init: RequestInit | undefined;
  /** What aborts it: its own of the options, or that of a `Request`. */
  signal: AbortSignal | null;
  startedAtMillis: number;
};

const now = () => performance.now();
const whole = (millis: number) => Math.max(0, Math.round(millis));

function readTarget(input: Parameters<Fetch>[0], init: RequestInit | undefined): CallTarget {
  if (typeof input === "string" || input instanceof URL) return { url: String(input), method: init?.method ?? "GET" };
  return { url: input.url, method: init?.method ?? input.method };
}

function signalOf(input: Parameters<Fetch>[0], init: RequestInit | undefined): AbortSignal | null {
  if (init?.signal !== undefined) return init.signal;
  return typeof input === "string" || input instanceof URL ? null : input.signal;
}

/** Null when the call is not one to a known API, or not to be tracked. */
function readCall(input: Parameters<Fetch>[0], init: RequestInit | undefined, options: TrackFetchOptions): Call | null {
  try {
    const target = readTarget(input, init);
    if (target.method.toUpperCase() !== "POST") return null;
    const api = findApi(new URL(target.url), options.provider);
    if (api === null) return null;
    const context = typeof options.context === "function" ? options.context(target) : options.context;
    return context === null ? null : { api, context, init, signal: signalOf(input, init), startedAtMillis: now() };
  } catch {
    return null;
  }
}

const isAbort = (error: unknown) => error instanceof Error && error.name === "AbortError";

/** Copies what a new `Response` does not take over. */
function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers, url, redirected, type } = response;
  const copy = new Response(body, { status, statusText, headers });
  for (const [name, value] of Object.entries({ url, redirected, type })) Object.defineProperty(copy, name, { value });
  return copy;
}

/** Answers before any work is done, which no provider bills; a stream that breaks off is, and some refusals of what was read. */
const REFUSALS = new Set([401, 402, 403, 404, 429]);

class CallRecorder {
  readonly #client: TrackingClient;
  readonly #call: Call;

  constructor(client: TrackingClient, call: Call) {
    this.#client = client;
    this.#call = call;
  }

  /** Tracks a call of which no usage is known, or one that the provider refused and does not bill. */
  withoutUsage(status: "error" | "cancelled", httpStatus?: number): void {
    this.#track({
      status,
      ...(httpStatus !== undefined && REFUSALS.has(httpStatus) && { tokens: { input: 0, output: 0 } }),
      ...this.#labels(httpStatus === undefined ? {} : { "http.response.status_code": httpStatus }),
    });
  }

  /** The same response, whose usage is tracked when its body has been read or given up. */
  watch(response: Response): Response {
    const { body, headers } = response;
    // Some libraries answer with a stream of Node instead.
    if (body === null || !("getReader" in body)) {
      this.#track({ status: "ok", ...this.#labels({ usage_missing: true }) });
      return response;
    }
    const isEventStream = headers.get("content-type")?.includes("text/event-stream") === true;
    const reader = new AnswerReader({ shape: this.#call.api.shape, isEventStream }, now);
    const onPiece = (piece: Uint8Array) => {
      try {
        reader.push(piece);
      } catch {
        // The body is its reader's, whatever is in it.
      }
    };
    return withBody(
      response,
      watchBody(body, onPiece, (end) => this.#finish(reader, end)),
    );
  }

  #finish({ facts }: AnswerReader, end: BodyEnd): void {
    const { api, signal, startedAtMillis } = this.#call;
    const isCutOff = end !== "complete" && !facts.isComplete;
    const isAborted = isCutOff && (end === "cancelled" || signal?.aborted === true);
    const failed = isCutOff || facts.hasFailed ? "error" : "ok";
    const { usage, model, serviceTier, firstTokenAtMillis } = facts;
    this.#track({
      status: isAborted ? "cancelled" : failed,
      ...(model !== null && { model }),
      ...(serviceTier !== null && { service_tier: serviceTier }),
      ...(firstTokenAtMillis !== null && { ttft_ms: whole(firstTokenAtMillis - startedAtMillis) }),
      ...(usage === null || !holdsCounts(api.shape, usage)
        ? this.#labels({ usage_missing: true })
        : { raw_usage: { ...api.reader, usage } }),
    });
  }

  #labels(labels: Record<string, JsonValue>): Pick<InteractionEvent, "metadata"> {
    return { metadata: { ...this.#call.context.metadata, ...labels } };
  }

  #track(facts: Partial<InteractionEvent>): void {
    const { api, context, init, startedAtMillis } = this.#call;
    const model = facts.model ?? api.model ?? modelOfRequest(init?.body);
    this.#client.trackInteraction({
      ...context,
      type: "chat",
      provider: api.provider,
      ...(model !== null && { model }),
      duration_ms: whole(now() - startedAtMillis),
      ...facts,
    });
  }
}

/**
 * A `fetch` that tracks the calls of language models that go through it: OpenAI's chat completions, responses and embeddings,
 * Anthropic's messages, Gemini's generateContent, and what is compatible with them. The answer is the provider's, piece by
 * piece as it comes. Only counts, the model's name, the status and times are tracked; other calls pass through.
 */
export function trackFetch(fetch: Fetch, client: TrackingClient, options: TrackFetchOptions): Fetch {
  return async (input, init) => {
    const call = readCall(input, init, options);
    if (call === null) return await fetch(input, init);
    const recorder = new CallRecorder(client, call);
    let response: Response;
    try {
      response = await fetch(input, init);
    } catch (error) {
      recorder.withoutUsage(isAbort(error) || call.signal?.aborted === true ? "cancelled" : "error");
      throw error;
    }
    if (response.ok) return recorder.watch(response);
    recorder.withoutUsage("error", response.status);
    return response;
  };
}
