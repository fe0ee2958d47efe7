import type { ApiShape } from "./find-api.ts";
import { JsonFieldScanner } from "./json-field-scanner.ts";
import { pickCounts } from "./pick-counts.ts";
import { SseDataReader } from "./sse-data-reader.ts";

/** What an answer says about itself. `firstTokenAtMillis` is by the clock that the reader was given. */
export type AnswerFacts = {
  usage: Record<string, unknown> | null;
  model: string | null;
  serviceTier: string | null;
  hasFailed: boolean;
  /** Whether a stream has said that this is its end: some SDKs read no further, and cancel. */
  isComplete: boolean;
  firstTokenAtMillis: number | null;
};

const USAGE_PATHS = new Set([
  "usage",
  "usageMetadata",
  "response.usage",
  "message.usage",
  "x_groq.usage",
  "choices.usage",
]);
const MODEL_PATHS = new Set(["model", "modelVersion", "response.model", "message.model"]);
const TIER_PATHS = new Set(["service_tier", "response.service_tier"]);
const WANTED = new Set([...USAGE_PATHS, ...MODEL_PATHS, ...TIER_PATHS, "type", "error"]);

const LAST_TYPES = new Set(["message_stop", "response.completed", "response.incomplete", "response.failed", "error"]);
const LAST_DATA = "[DONE]";
const FAILED_TYPES = new Set(["error", "response.failed"]);
const FIRST_TOKEN_TYPE = /(^content_block_start|[._]delta)$/;

/** Reads the usage of one answer while it passes by, whole or as server-sent events. */
export class AnswerReader {
  readonly facts: AnswerFacts = {
    usage: null,
    model: null,
    serviceTier: null,
    hasFailed: false,
    isComplete: false,
    firstTokenAtMillis: null,
  };
  readonly #decoder = new TextDecoder();
  readonly #scanner = new JsonFieldScanner(WANTED, (path, value) => this.#onField(path, value));
  readonly #events: SseDataReader | null;
  readonly #isTyped: boolean;
  /** The beginning of the data of an event. */
  #dataStart = "";
  readonly #nowMillis: () => number;

  constructor(answer: { shape: ApiShape; isEventStream: boolean }, nowMillis: () => number) {
    this.#nowMillis = nowMillis;
    // Their first events say that the answer begins, long before its first token.
    this.#isTyped = answer.shape === "messages" || answer.shape === "responses";
    this.#events = answer.isEventStream
      ? new SseDataReader({ onData: (text) => this.#onData(text), onEventEnd: () => this.#onEventEnd() })
      : null;
  }

  /** Reads on. */
  push(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (this.#events === null) this.#scanner.push(text);
    else this.#events.push(text);
  }

  #onData(text: string): void {
    if (!this.#isTyped) this.facts.firstTokenAtMillis ??= this.#nowMillis();
    if (this.#dataStart.length <= LAST_DATA.length) this.#dataStart += text.slice(0, LAST_DATA.length + 1);
    this.facts.isComplete ||= this.#dataStart.trim().startsWith(LAST_DATA);
    this.#scanner.push(text);
  }

  #onEventEnd(): void {
    this.#dataStart = "";
    this.#scanner.reset();
  }

  #onField(path: string, value: unknown): void {
    if (USAGE_PATHS.has(path)) this.#addUsage(path, value);
    else if (path === "error") this.facts.hasFailed ||= value !== null && value !== undefined;
    else if (typeof value !== "string" || value.length > 256) return;
    else if (MODEL_PATHS.has(path)) this.facts.model = value;
    else if (TIER_PATHS.has(path)) this.facts.serviceTier = value;
    else this.#onType(value);
  }

  #onType(type: string): void {
    this.facts.hasFailed ||= FAILED_TYPES.has(type);
    this.facts.isComplete ||= LAST_TYPES.has(type);
    if (this.#isTyped && FIRST_TOKEN_TYPE.test(type)) this.facts.firstTokenAtMillis ??= this.#nowMillis();
  }

  /** Later counts are of the whole answer; a stream of Anthropic leaves those out that it has told at its start. */
  #addUsage(path: string, value: unknown): void {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const counts = Object.entries(pickCounts(value)).filter(([, count]) => count !== null);
    if (counts.length === 0) return;
    const earlier = path === "message.usage" ? {} : this.facts.usage;
    this.facts.usage = { ...earlier, ...Object.fromEntries(counts) };
  }
}
