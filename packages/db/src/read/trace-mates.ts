import type { InteractionKey } from "./interaction-keys.ts";

/**
 * A trace of which calls are being stored, to look for other stored calls of it: those with one of these `counts`
 * (`input/output`), those directly within one of the spans `spanIds`, those with the id of a `known` one from another source,
 * and none of `known`.
 */
export type SentTrace = { traceId: string; counts: string[]; spanIds: string[]; known: InteractionKey[] };

/** So that one trace of a hundred thousand calls does not cost each request a walk over them all. */
const MIN_WALKED = 1000;
const WALKED_PER_KNOWN = 20;

/** What `TRACE_MATES` binds: the traces, how many of their stored calls are looked at, their counts, what is known, and spans. */
export function bindTraces(traces: SentTrace[]): [traceIds: string, walked: number, ...lists: string[]] {
  const ofTraces = (listOf: (trace: SentTrace) => string[]) =>
    JSON.stringify(traces.flatMap((trace) => listOf(trace).map((value) => `${trace.traceId}:${value}`)));
  const known = traces.flatMap((trace) => trace.known.map(({ id, source }) => [id, source]));
  const walked = MIN_WALKED + WALKED_PER_KNOWN * known.length;
  return [
    JSON.stringify(traces.map(({ traceId }) => traceId)),
    walked,
    ofTraces(({ counts }) => counts),
    JSON.stringify(known),
    ofTraces(({ spanIds }) => spanIds),
  ];
}

/**
 * The stored calls that were asked for with `bindTraces` (`?1` to `?5`), as rows `mate` of columns of `interactions` and what
 * is read out of them. Ids of calls of a trace begin with its id, so that they are a range of the primary key; live ones only,
 * since the spans of a call come within minutes. What each is compared with is one list for all traces, which SQLite makes an
 * index of once; lists for each trace would be read anew for each call, and so would pairs with NOT IN, where any may be
 * null: hence id and source as one text.
 */
export const TRACE_MATES = `(
    SELECT stored.id, stored.source, stored.model, stored.occurred_at_ms, stored.duration_ms, stored.metadata,
      sent.value AS trace_id,
      ifnull(stored.usage->>'$.tokens.input', 0) AS input_tokens,
      ifnull(stored.usage->>'$.tokens.output', 0) AS output_tokens,
      stored.metadata->>'$.enclosing_span_id' AS enclosing_span_id
    FROM json_each(?1) AS sent
    CROSS JOIN interactions AS stored ON stored.id > sent.value || ':' AND stored.id < sent.value || ';'
    LIMIT CAST(?2 AS INTEGER)
  ) AS mate
  WHERE (mate.trace_id || ':' || mate.input_tokens || '/' || mate.output_tokens IN (SELECT value FROM json_each(?3))
      OR mate.trace_id || ':' || mate.enclosing_span_id IN (SELECT value FROM json_each(?5))
      OR mate.id IN (SELECT value->>0 FROM json_each(?4)))
    AND mate.id || ' ' || mate.source NOT IN (SELECT (value->>0) || ' ' || (value->>1) FROM json_each(?4))`;
