import { modelDistance } from "../model-distance.ts";
import type { SpanCall } from "./span-call.ts";

/** Answers shorter than this come out alike by chance: "yes", a label. */
const MIN_OUTPUT_TOKENS = 10;

/**
 * Of two calls of a trace with the same counts: whether one took place while another program was at the other, with the same
 * model, and is not beside it: a gateway and the program that called it, where the span between, a client of HTTP, came with neither.
 */
export function isDuring(inner: SpanCall, outer: SpanCall): boolean {
  if (inner.key.source === outer.key.source || inner.tokens.output < MIN_OUTPUT_TOKENS) return false;
  const { enclosingSpanId } = inner.links;
  if (enclosingSpanId === null || enclosingSpanId === outer.links.enclosingSpanId) return false;
  if (inner.period === null || outer.period === null) return false;
  if (inner.period.fromMs < outer.period.fromMs || inner.period.toMs > outer.period.toMs) return false;
  return (modelDistance(inner.model, outer.model) ?? 2) < 2;
}
