import {
  abortOnTraceMates,
  type InteractionKey,
  type SentTrace,
  selectTraceMates,
  type TraceMateRow,
} from "@voygent/db";
import * as z from "zod";

import { keyOf } from "./key-of.ts";
import type { PreparedInteraction } from "./prepare-interaction.ts";
import { type SpanCall, spanCall } from "./span-call.ts";

const SpanIds = z.array(z.string()).catch([]);

function storedCall({ id, source, counts, enclosing_span_id, inner_span_ids }: TraceMateRow): SpanCall {
  const innerSpanIds = SpanIds.parse(JSON.parse(inner_span_ids ?? "[]"));
  return spanCall({ id, source }, counts, { enclosingSpanId: enclosing_span_id, innerSpanIds });
}

const callsAmong = (interactions: PreparedInteraction[]) =>
  interactions.map(({ call }) => call).filter((call) => call !== null);

/** Where a span stands, among calls of its trace that have the same counts. */
const placeOf = ({ traceId, counts }: SpanCall, spanId: string) => `${traceId}:${counts}:${spanId}`;

/** The places at which a call stands: its own, and those of the spans within it that are no calls. */
const ownPlaces = (call: SpanCall) => [call.spanId, ...call.links.innerSpanIds].map((id) => placeOf(call, id));

/** The place around a call that is not its own; a call beside itself is none. */
function outerPlace(call: SpanCall): string | null {
  const { enclosingSpanId } = call.links;
  return enclosingSpanId === null || enclosingSpanId === call.spanId ? null : placeOf(call, enclosingSpanId);
}

/** Calls by the places at which they stand, and by those around them. */
class Nesting {
  readonly #standing = new Map<string, SpanCall>();
  readonly #enclosed = new Map<string, SpanCall>();
  readonly #byId = new Map<string, SpanCall>();

  constructor(calls: SpanCall[]) {
    for (const call of calls) {
      this.#byId.set(call.key.id, call);
      for (const place of ownPlaces(call)) this.#standing.set(place, call);
      const outer = outerPlace(call);
      if (outer !== null) this.#enclosed.set(outer, call);
    }
  }

  /** The same span, which another program handed on, whatever it made of its counts. */
  same(call: SpanCall): SpanCall | undefined {
    return this.#byId.get(call.key.id);
  }

  /** The call around a call that has the same counts, directly or with spans between that came with either. */
  around(call: SpanCall): SpanCall | undefined {
    const outer = outerPlace(call);
    return outer === null ? undefined : this.#standing.get(outer);
  }

  /** The same within it. */
  within(call: SpanCall): SpanCall | undefined {
    return ownPlaces(call)
      .map((place) => this.#enclosed.get(place))
      .find((inner) => inner !== undefined);
  }
}

/** Calls to leave out, by their keys, each with the one that stands for it; and what it cost the database to know. */
export type Repeats = { repeats: Map<string, InteractionKey>; rowsRead: number; rowsWritten: number };

/**
 * Watches over the traces of a write, so that a call that two spans report in different requests is stored once: the one that
 * comes second is left out.
 */
export class TraceWatch {
  readonly #database: D1Database;
  /** Stored calls that were looked at, by their trace: they repeat nothing of what is left to store. */
  readonly #seen = new Map<string, InteractionKey[]>();

  constructor(database: D1Database) {
    this.#database = database;
  }

  /** The statements that fail the batch of a write (`isTraceMatesAbort`) when stored calls may be the same as these. */
  guard(interactions: PreparedInteraction[]): D1PreparedStatement[] {
    const traces = this.#sentTraces(interactions);
    return traces.length === 0 ? [] : [abortOnTraceMates(this.#database, traces)];
  }

  /** Looks at the stored calls of these traces: which of the interactions, by their keys, repeat which of them. */
  async findRepeats(interactions: PreparedInteraction[]): Promise<Repeats> {
    const traces = this.#sentTraces(interactions);
    if (traces.length === 0) return { repeats: new Map(), rowsRead: 0, rowsWritten: 0 };
    const found = await selectTraceMates(this.#database, traces).all<TraceMateRow>();
    const calls = found.results.map(storedCall);
    const stored = new Nesting(calls);
    const repeats = new Map<string, InteractionKey>();
    for (const { key, call } of interactions) {
      const mate = call === null ? undefined : (stored.same(call) ?? stored.around(call) ?? stored.within(call));
      if (mate !== undefined) repeats.set(key, mate.key);
    }
    for (const [traceId, ofTrace] of Map.groupBy(calls, (call) => call.traceId)) {
      this.#seen.set(traceId, [...(this.#seen.get(traceId) ?? []), ...ofTrace.map(({ key }) => key)]);
    }
    return { repeats, rowsRead: found.meta.rows_read, rowsWritten: 0 };
  }

  #sentTraces(interactions: PreparedInteraction[]): SentTrace[] {
    return [...Map.groupBy(callsAmong(interactions), ({ traceId }) => traceId)].map(([traceId, ofTrace]) => ({
      traceId,
      counts: [...new Set(ofTrace.map(({ counts }) => counts))],
      known: [...ofTrace.map(({ key }) => key), ...(this.#seen.get(traceId) ?? [])],
    }));
  }
}

/** Spans that several programs hand on, by the keys of all but the first, each with that one. */
function handedOn(calls: SpanCall[]): Map<string, InteractionKey> {
  const first = new Map<string, SpanCall>();
  const again = new Map<string, InteractionKey>();
  if (calls.every(({ key }) => key.source === calls[0]?.key.source)) return again;
  for (const call of calls) {
    const known = first.get(call.key.id);
    if (known === undefined) first.set(call.key.id, call);
    else again.set(keyOf(call.key), known.key);
  }
  return again;
}

/**
 * Which of these interactions, by their keys, repeat another one of them: of a call within another the outer is left out, of a
 * span that comes from several programs all but the first.
 */
export function findRepeatsAmong(interactions: PreparedInteraction[]): Repeats {
  const all = callsAmong(interactions);
  const repeats = handedOn(all);
  const calls = repeats.size === 0 ? all : all.filter(({ key }) => !repeats.has(keyOf(key)));
  const enclosed = calls.filter((call) => outerPlace(call) !== null);
  if (enclosed.length === 0) return { repeats, rowsRead: 0, rowsWritten: 0 };
  const nesting = new Nesting(calls);
  for (const call of enclosed) {
    const outer = nesting.around(call);
    // Of calls that stand around each other one is left.
    if (outer !== undefined && !repeats.has(keyOf(call.key))) repeats.set(keyOf(outer.key), call.key);
  }
  return { repeats, rowsRead: 0, rowsWritten: 0 };
}
