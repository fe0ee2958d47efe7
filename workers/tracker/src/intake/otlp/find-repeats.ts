import type { UsageEvent } from "../usage-event.ts";
import type { OtlpSpan } from "./otlp-span.ts";

/** How far up a trace is looked: no program nests its calls deeper, and a hostile one cannot make it last. */
const MAX_STEPS = 64;

/** Which span stands around which in one request, by the ids that events have. */
export class SpanTree {
  readonly #parents = new Map<string, string>();

  /** Notes the parent of a span; ids that are none are never found. */
  add({ traceId, spanId, parentSpanId }: OtlpSpan): void {
    if (parentSpanId === "") return;
    const trace = traceId.toLowerCase();
    this.#parents.set(`${trace}:${spanId.toLowerCase()}`, `${trace}:${parentSpanId.toLowerCase()}`);
  }

  /** The ids of the spans around a span, the nearest first. */
  *around(id: string): Generator<string> {
    let parent = this.#parents.get(id);
    for (let step = 0; parent !== undefined && parent !== id && step < MAX_STEPS; step += 1) {
      yield parent;
      parent = this.#parents.get(parent);
    }
  }
}

const countsOf = ({ tokens: { input = 0, output = 0 } }: UsageEvent) => `${input}/${output}`;

const hasCounts = ({ tokens: { input = 0, output = 0 } }: UsageEvent) => input + output > 0;

/**
 * The ids of calls that say again what a call within them says: an application and a gateway behind it often both report a
 * call. The innermost one counts. Only input and output are compared: vocabularies differ in what else they tell.
 */
export function findRepeats(events: readonly UsageEvent[], tree: SpanTree): Set<string> {
  const counts = new Map(events.filter(hasCounts).map((event) => [event.id, countsOf(event)]));
  const repeats = new Set<string>();
  for (const [id, own] of counts) {
    // A call that is one already has led its inner one to all that are around both.
    if (repeats.has(id)) continue;
    for (const outer of tree.around(id)) if (counts.get(outer) === own) repeats.add(outer);
  }
  return repeats;
}
