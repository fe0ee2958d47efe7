import type { TokenUsage } from "@voygent/cost";
import type { InteractionKey, TraceMateRow } from "@voygent/db";
import * as z from "zod";

import { isCounted } from "../../intake/is-counted.ts";
import type { SpanLinks, UsageEvent } from "../../intake/usage-event.ts";

type Counts = Pick<TokenUsage, "input" | "output">;

/** When a call took place, in ms since 1970. */
type Period = { fromMs: number; toMs: number };

/**
 * A call that came as a span, as far as it takes to know it again; `tokens` are 0 where it did not say what it used, `period` is
 * null where it did not say how long it took.
 */
export type SpanCall = {
  key: InteractionKey;
  traceId: string;
  spanId: string;
  model: string;
  tokens: Counts;
  period: Period | null;
  links: SpanLinks;
};

function readIds({ id }: InteractionKey): Pick<SpanCall, "traceId" | "spanId"> {
  const colon = id.indexOf(":");
  return { traceId: id.slice(0, colon), spanId: id.slice(colon + 1) };
}

const periodOf = (startedAtMs: number | null, durationMs: number | null): Period | null =>
  startedAtMs === null || durationMs === null ? null : { fromMs: startedAtMs, toMs: startedAtMs + durationMs };

/** The call that an event told of; null for one that did not come as a span, used nothing, or failed and says no more. */
export function spanCallOf(event: UsageEvent, { input, output }: Counts): SpanCall | null {
  const { id, source, model, status, statedAtMs, durationMs, spanLinks: links } = event;
  const isKnown = input + output > 0 || (!isCounted(event) && status === "ok");
  if (links === undefined || !isKnown) return null;
  const key = { id, source };
  return { key, ...readIds(key), model, tokens: { input, output }, period: periodOf(statedAtMs, durationMs), links };
}

const SpanIds = z.array(z.string()).catch([]);

/** A stored call; `innerTokens` was looked at when it was stored. */
export function storedSpanCall(row: TraceMateRow): SpanCall {
  const key = { id: row.id, source: row.source };
  return {
    key,
    ...readIds(key),
    model: row.model,
    tokens: { input: row.input_tokens, output: row.output_tokens },
    period: periodOf(row.occurred_at_ms, row.duration_ms),
    links: {
      enclosingSpanId: row.enclosing_span_id,
      innerSpanIds: SpanIds.parse(JSON.parse(row.inner_span_ids ?? "[]")),
    },
  };
}

/** Whether a call does not say what it used: one within it that does is the same, told in full. */
export const isSilent = ({ tokens: { input, output } }: SpanCall): boolean => input + output === 0;

/** The counts of a call as one text, `input/output`. */
export const countsOf = ({ tokens: { input, output } }: SpanCall): string => `${input}/${output}`;

/** The spans that a call stands for: its own, and those within it that are no calls. */
export const ownSpanIds = ({ spanId, links }: SpanCall): string[] => [spanId, ...links.innerSpanIds];
