import type { TokenUsage } from "@voygent/cost";
import type { InteractionKey } from "@voygent/db";

import type { SpanLinks } from "../intake/usage-event.ts";

/** A call that came as a span, as far as it takes to know it again; `counts` are its `input/output`. */
export type SpanCall = { key: InteractionKey; traceId: string; spanId: string; counts: string; links: SpanLinks };

/** The call behind an interaction whose id is that of a span, `trace:span`. */
export function spanCall(key: InteractionKey, counts: string, links: SpanLinks): SpanCall {
  const colon = key.id.indexOf(":");
  return { key, traceId: key.id.slice(0, colon), spanId: key.id.slice(colon + 1), counts, links };
}

/** The call that an event told of; null for one that did not come as a span or has no counts, which nothing repeats. */
export const spanCallOf = (
  key: InteractionKey,
  { input, output }: Pick<TokenUsage, "input" | "output">,
  links: SpanLinks | undefined,
): SpanCall | null => (links === undefined || input + output === 0 ? null : spanCall(key, `${input}/${output}`, links));
