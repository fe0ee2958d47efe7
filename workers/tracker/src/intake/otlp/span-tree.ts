import type { SpanLinks } from "../usage-event.ts";
import type { SpanIds } from "./span-ids.ts";

/** How far up a trace is looked: no program nests its calls deeper, and a hostile one cannot make it last. */
const MAX_STEPS = 64;

/** Spans within a call that are remembered with it: a client of HTTP, and what a framework puts around that. */
const MAX_INNER_SPANS = 8;

const SPAN_ID = /^[\da-f]{16}$/;

const spanIdOf = (id: string) => id.slice(id.indexOf(":") + 1);

/** Which span stands around which in one request, by the ids that events have. */
export class SpanTree {
  /** The span around each, empty for one that has none. */
  readonly #parents = new Map<string, string>();

  /** Notes a span and the id of its parent as it came, empty for none; one that is no id counts as none. */
  add({ id, traceId }: SpanIds, parentSpanId: string): void {
    const parent = parentSpanId.toLowerCase();
    this.#parents.set(id, SPAN_ID.test(parent) ? `${traceId}:${parent}` : "");
  }

  /** The ids of the spans around a span, the nearest first; the last one may be of a span that is not here. */
  *around(id: string): Generator<string> {
    let parent = this.#parents.get(id) ?? "";
    for (let step = 0; parent !== "" && parent !== id && step < MAX_STEPS; step += 1) {
      yield parent;
      parent = this.#parents.get(parent) ?? "";
    }
  }

  /**
   * How these calls hang together with spans of other requests. `repeats` are calls that were left out, each with the one
   * that stands for it.
   */
  linksOf(callIds: readonly string[], repeats: ReadonlyMap<string, string>): Map<string, SpanLinks> {
    const inner = new Map(callIds.map((id): [string, string[]] => [id, []]));
    for (const [id, standIn] of repeats) inner.set(id, inner.get(standIn) ?? []);
    for (const [id, standIn] of repeats) inner.get(standIn)?.push(spanIdOf(id));
    if (inner.size > 0) for (const id of this.#parents.keys()) this.#noteInner(id, inner);
    const links = new Map<string, SpanLinks>();
    for (const id of callIds) {
      const outside = [...this.around(id)].find((outer) => !this.#parents.has(outer));
      const innerSpanIds = (inner.get(id) ?? []).slice(0, MAX_INNER_SPANS);
      links.set(id, { enclosingSpanId: outside === undefined ? null : spanIdOf(outside), innerSpanIds });
    }
    return links;
  }

  /** Notes a span that is no call with the nearest call around it. */
  #noteInner(id: string, inner: ReadonlyMap<string, string[]>): void {
    if (inner.has(id)) return;
    for (const outer of this.around(id)) {
      const known = inner.get(outer);
      if (known === undefined) continue;
      known.push(spanIdOf(id));
      return;
    }
  }
}
