import type { InteractionEvent } from "@voygent/tracking-client";

import type { ModelCall } from "../turns/model-call.ts";
import type { Turn } from "../turns/turn.ts";

/** What is counted of an export beside its calls, with the words of the summary. */
export const RULES = {
  credits: "credits: not usage, left out",
  broken_lines: "lines that are no JSON, left out",
  unreadable_rows: "transactions that cannot be read, left out",
  unreadable_messages: "messages that cannot be read, left out",
  before_since: "interactions before --since, left out",
  from_until: "interactions from --until on, left out",
  cut_calls: "calls of the last minute without a row of their answer: left for the next import, or --complete",
  younger_answers: "answers younger than the last transaction: left for the next import, or --complete",
  copies: "copies of answers without transactions, as forks make them: left out",
  no_message_id: "calls whose rows name no message: paired in order",
  no_response: "calls without their message",
  no_completion: "calls without a row of their answer",
  no_prompt: "answers without a row of their prompt",
  agent_model_known: "calls with an agent's id as model: the agent's model",
  agent_model_unknown: "calls with an agent's id as model: unknown",
  default_rate: "calls that LibreChat charged at its default rate",
  cancel_surcharge: "stopped answers that LibreChat charged x1.15",
  cache_overlap_corrected: "calls whose cached tokens were counted twice: corrected",
  cache_overlap_suspect: "calls whose cached tokens may be counted twice: flagged",
  google_reasoning: "Google's calls before 2026-05-08: thoughts may be missing in LibreChat",
  stopped_counted: "stopped answers without transactions: their own counts",
  stopped_unknown: "stopped answers without transactions: of unknown cost",
  failed: "failed answers without transactions: of unknown cost",
  answers_counted: "finished answers without transactions: their own counts",
  answers_left_out: "finished answers without transactions: left out",
} as const;

export type Rule = keyof typeof RULES;

type ModelTotals = {
  interactions: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  librechatUsd: number;
};

const MAX_MODELS = 1000;
const OTHERS = "(others)";
const UNKNOWN = "(unknown)";

/** When LibreChat began to count the thoughts of Google's models. */
const GOOGLE_REASONING_MS = Date.UTC(2026, 4, 8);

/** Counts what an import makes of an export. */
export class Tally {
  rows = 0;
  interactions = 0;
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;
  readonly rules = new Map<Rule, number>();
  readonly models = new Map<string, ModelTotals>();

  add(rule: Rule): void {
    this.rules.set(rule, (this.rules.get(rule) ?? 0) + 1);
  }

  /** Counts an interaction that is told: of a call, or of an answer alone. */
  addInteraction(event: InteractionEvent, turn: Turn, call: ModelCall | undefined): void {
    this.interactions += 1;
    const atMs = event.timestamp === undefined ? Number.NaN : Date.parse(event.timestamp);
    if (atMs < this.firstMs) this.firstMs = atMs;
    if (atMs > this.lastMs) this.lastMs = atMs;
    this.#addToModel(event);
    if (event.provider === "google" && atMs < GOOGLE_REASONING_MS) this.add("google_reasoning");
    if (call === undefined) this.#addAnswer(event, turn);
    else this.#addCall(event, turn, call);
  }

  #addCall({ metadata, model }: InteractionEvent, { message }: Turn, { first, prompt, completion }: ModelCall): void {
    if (first.messageId === null) this.add("no_message_id");
    if (message === null) this.add("no_response");
    if (completion === null) this.add("no_completion");
    if (prompt === null) this.add("no_prompt");
    const notes = metadata?.["librechat_notes"];
    for (const note of Array.isArray(notes) ? notes : []) {
      if (note === "agent_model") this.add(model === null ? "agent_model_unknown" : "agent_model_known");
      else if (note === "default_rate" || note === "cancel_surcharge") this.add(note);
      else if (note === "cache_overlap_suspect" || note === "cache_overlap_corrected") this.add(note);
    }
  }

  #addAnswer({ status }: InteractionEvent, { message }: Turn): void {
    const hasCounts = message?.usage !== null;
    if (status === "cancelled") this.add(hasCounts ? "stopped_counted" : "stopped_unknown");
    else if (status === "error") this.add("failed");
    else this.add("answers_counted");
  }

  #addToModel({ model, tokens, metadata }: InteractionEvent): void {
    const known = model ?? UNKNOWN;
    const name = this.models.has(known) || this.models.size < MAX_MODELS ? known : OTHERS;
    const totals = this.models.get(name) ?? {
      interactions: 0,
      input: 0,
      output: 0,
      cacheRead: 0,
      cacheWrite: 0,
      librechatUsd: 0,
    };
    this.models.set(name, totals);
    const charged = metadata?.["librechat_cost_usd"];
    totals.interactions += 1;
    totals.input += tokens?.input ?? 0;
    totals.output += tokens?.output ?? 0;
    totals.cacheRead += tokens?.cache_read ?? 0;
    totals.cacheWrite += tokens?.cache_write ?? 0;
    totals.librechatUsd += typeof charged === "number" ? charged : 0;
  }
}
