import {
  abortOnTraceMates,
  type InteractionKey,
  type SentTrace,
  selectTraceMates,
  type TraceMateRow,
} from "@voygent/db";

import { keyOf } from "../prepare/key-of.ts";
import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import { Nesting } from "./nesting.ts";
import { countsOf, isSilent, ownSpanIds, type SpanCall, storedSpanCall } from "./span-call.ts";

const callsAmong = (interactions: PreparedInteraction[]) =>
  interactions.map(({ call }) => call).filter((call) => call !== null);

/** Calls to leave out, by their keys, each with the one that stands for it; and what it cost the database to know. */
export type Repeats = { repeats: Map<string, InteractionKey>; rowsRead: number; rowsWritten: number };

/** The stored call that stands for a call already. */
const mateOf = (call: SpanCall, stored: Nesting): SpanCall | undefined =>
  stored.same(call) ??
  stored.around(call) ??
  stored.within(call) ??
  stored.aroundInTime(call) ??
  stored.withinInTime(call);

/**
 * Watches over the traces of a write, so that a call that several spans report in different requests is stored once: what comes
 * second is left out.
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
    const calls = found.results.map(storedSpanCall);
    const stored = new Nesting(calls);
    const repeats = new Map<string, InteractionKey>();
    for (const { key, call } of interactions) {
      const mate = call === null ? undefined : mateOf(call, stored);
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
      counts: [...new Set(ofTrace.filter((call) => !isSilent(call)).map(countsOf))],
      spanIds: ofTrace.flatMap(ownSpanIds),
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
 * Which of these interactions, by their keys, repeat others of them: of a call within another the outer is left out, as is one that
 * says no more than the calls within it, of a span that comes from several programs all but the first.
 */
export function findRepeatsAmong(interactions: PreparedInteraction[]): Repeats {
  const all = callsAmong(interactions);
  const repeats = handedOn(all);
  const calls = repeats.size === 0 ? all : all.filter(({ key }) => !repeats.has(keyOf(key)));
  const enclosed = calls.filter(({ links }) => links.enclosingSpanId !== null);
  if (enclosed.length === 0) return { repeats, rowsRead: 0, rowsWritten: 0 };
  const nesting = new Nesting(calls);
  for (const call of enclosed) {
    const outer = nesting.around(call) ?? nesting.aroundInTime(call);
    // Of calls that stand around each other one is left.
    if (outer !== undefined && !repeats.has(keyOf(call.key))) repeats.set(keyOf(outer.key), call.key);
  }
  for (const call of calls) {
    const part = repeats.has(keyOf(call.key)) ? undefined : nesting.within(call);
    if (part !== undefined && !repeats.has(keyOf(part.key))) repeats.set(keyOf(call.key), part.key);
  }
  return { repeats, rowsRead: 0, rowsWritten: 0 };
}
