import {
  abortOnTraceMates,
  type InteractionKey,
  type SentTrace,
  selectTraceMates,
  type TraceMateRow,
} from "@voygent/db";
import * as z from "zod";

import type { SpanLinks } from "../intake/usage-event.ts";
import { keyOf } from "./key-of.ts";
import type { PreparedInteraction } from "./prepare-interaction.ts";

/** A call that came as a span, as far as it takes to know it again. */
type SpanCall = { key: InteractionKey; traceId: string; spanId: string; counts: string; links: SpanLinks };

const SpanIds = z.array(z.string()).catch([]);

function spanCall(key: InteractionKey, counts: string, links: SpanLinks): SpanCall {
  const [traceId = "", spanId = ""] = key.id.split(":");
  return { key, traceId, spanId, counts, links };
}

/** Calls without counts are none that something repeats. */
function callOf({ row, tokens: { input, output }, spanLinks }: PreparedInteraction): SpanCall | null {
  return spanLinks === undefined || input + output === 0 ? null : spanCall(row, `${input}/${output}`, spanLinks);
}

function storedCall({ id, source, counts, enclosing_span_id, inner_span_ids }: TraceMateRow): SpanCall {
  const innerSpanIds = SpanIds.parse(JSON.parse(inner_span_ids ?? "[]"));
  return spanCall({ id, source }, counts, { enclosingSpanId: enclosing_span_id, innerSpanIds });
}

function isWithin({ links: { enclosingSpanId } }: SpanCall, outer: SpanCall): boolean {
  if (enclosingSpanId === null) return false;
  return enclosingSpanId === outer.spanId || outer.links.innerSpanIds.includes(enclosingSpanId);
}

/** Calls to leave out, by their keys, each with the one that stands for it; and what it cost the database to know. */
export type Repeats = { repeats: Map<string, InteractionKey>; rowsRead: number };

/** Whether one of two calls of a trace stands within the other, directly or with spans between that came with either. */
const isRepeat = (one: SpanCall, other: SpanCall): boolean =>
  one.counts === other.counts && one.spanId !== other.spanId && (isWithin(one, other) || isWithin(other, one));

const byTrace = (calls: SpanCall[]): Map<string, SpanCall[]> => Map.groupBy(calls, ({ traceId }) => traceId);

/**
 * Watches over the traces of a write, so that a call that two spans report in different requests is stored once: the one that
 * comes second is left out.
 */
export class TraceWatch {
  readonly #database: D1Database;
  /** Stored calls that were looked at: they repeat nothing of what is left to store. */
  readonly #seenIds = new Set<string>();

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
    if (traces.length === 0) return { repeats: new Map(), rowsRead: 0 };
    const found = await selectTraceMates(this.#database, traces).all<TraceMateRow>();
    const stored = byTrace(found.results.map(storedCall));
    const repeats = new Map<string, InteractionKey>();
    for (const interaction of interactions) {
      const call = callOf(interaction);
      const mate = call === null ? undefined : stored.get(call.traceId)?.find((known) => isRepeat(call, known));
      if (mate !== undefined) repeats.set(keyOf(interaction.row), mate.key);
    }
    for (const { id } of found.results) this.#seenIds.add(id);
    return { repeats, rowsRead: found.meta.rows_read };
  }

  #sentTraces(interactions: PreparedInteraction[]): SentTrace[] {
    const calls = interactions.map(callOf).filter((call) => call !== null);
    return [...byTrace(calls)].map(([traceId, ofTrace]) => {
      const seen = [...this.#seenIds].filter((id) => id.startsWith(traceId));
      return {
        traceId,
        counts: [...new Set(ofTrace.map(({ counts }) => counts))],
        knownIds: [...ofTrace.map(({ key }) => key.id), ...seen],
      };
    });
  }
}

/** Which of these interactions, by their keys, repeat another one of them; the outer of the two is left out. */
export function findRepeatsAmong(interactions: PreparedInteraction[]): Repeats {
  const repeats = new Map<string, InteractionKey>();
  const calls = interactions.map(callOf).filter((call) => call !== null);
  const alike = Map.groupBy(calls, ({ traceId, counts }) => `${traceId}:${counts}`);
  for (const ofTrace of alike.values()) {
    for (const outer of ofTrace) {
      const isInner = (call: SpanCall) => !repeats.has(keyOf(call.key)) && isWithin(call, outer);
      const inner = ofTrace.length === 1 ? undefined : ofTrace.find((call) => call !== outer && isInner(call));
      if (inner !== undefined) repeats.set(keyOf(outer.key), inner.key);
    }
  }
  return { repeats, rowsRead: 0 };
}
