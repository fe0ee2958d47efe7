/**
 * A trace of which calls are being stored, to look for other stored calls of it: those with one of these `counts`
 * (`input/output`), and none of `knownIds`.
 */
export type SentTrace = { traceId: string; counts: string[]; knownIds: string[] };

/** So that one trace of a hundred thousand calls does not cost each request a walk over them all. */
const MIN_WALKED = 1000;
const WALKED_PER_KNOWN = 20;

/** What `traceMates` binds: the traces as one JSON parameter, and how many of their stored calls are looked at. */
export function bindTraces(traces: SentTrace[]): [tracesJson: string, walked: number] {
  const known = traces.reduce((sum, { knownIds }) => sum + knownIds.length, 0);
  const sent = traces.map(({ traceId, counts, knownIds }) => [traceId, counts, knownIds]);
  return [JSON.stringify(sent), MIN_WALKED + WALKED_PER_KNOWN * known];
}

/**
 * The stored calls that were asked for with `bindTraces` (`?1`, `?2`), as rows `mate` of `id`, `source`, `counts` and
 * `metadata`. Ids of calls of a trace begin with its id, so that they are a range of the primary key; live ones only, since
 * the spans of a call come within minutes.
 */
export const TRACE_MATES = `(
    SELECT stored.id AS id, stored.source AS source, stored.metadata AS metadata,
      ifnull(stored.usage->>'$.tokens.input', 0) || '/' || ifnull(stored.usage->>'$.tokens.output', 0) AS counts,
      sent.counts AS sent_counts, sent.known_ids AS known_ids
    FROM (SELECT value->>0 AS trace_id, value->1 AS counts, value->2 AS known_ids FROM json_each(?1) LIMIT -1) AS sent
    CROSS JOIN interactions AS stored ON stored.id > sent.trace_id || ':' AND stored.id < sent.trace_id || ';'
    LIMIT CAST(?2 AS INTEGER)
  ) AS mate
  WHERE mate.counts IN (SELECT value FROM json_each(mate.sent_counts))
    AND mate.id NOT IN (SELECT value FROM json_each(mate.known_ids))`;
