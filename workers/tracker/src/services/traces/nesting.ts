import { isDuring } from "./is-during.ts";
import { countsOf, isSilent, ownSpanIds, type SpanCall } from "./span-call.ts";

/** So many calls of one trace with the same counts say nothing by their times, and would take long to compare. */
const MAX_ALIKE = 100;

const spanOf = ({ traceId }: SpanCall, spanId: string) => `${traceId}:${spanId}`;

const ownSpans = (call: SpanCall) => ownSpanIds(call).map((spanId) => spanOf(call, spanId));

/** The span around a call that is not its own; a call within itself is in none. */
function outerSpan(call: SpanCall): string | null {
  const { enclosingSpanId } = call.links;
  return enclosingSpanId === null || enclosingSpanId === call.spanId ? null : spanOf(call, enclosingSpanId);
}

/** What calls of one trace with the same counts have in common. */
const kindOf = (call: SpanCall) => spanOf(call, countsOf(call));

/** The only one of some that is such a one; none where there are several. */
function onlyOne<Item>(items: Item[], isSuch: (item: Item) => boolean): Item | undefined {
  const [first, second] = items.filter(isSuch);
  return second === undefined ? first : undefined;
}

/** How calls stand around each other, by their spans and by their times. */
export class Nesting {
  readonly #byId: Map<string, SpanCall>;
  readonly #bySpan = new Map<string, SpanCall>();
  readonly #within: Map<string | null, SpanCall[]>;
  readonly #alike: Map<string, SpanCall[]>;

  constructor(calls: SpanCall[]) {
    this.#byId = new Map(calls.map((call) => [call.key.id, call]));
    const counted = calls.filter((call) => !isSilent(call));
    for (const call of counted) for (const span of ownSpans(call)) this.#bySpan.set(span, call);
    this.#within = Map.groupBy(counted, outerSpan);
    this.#alike = Map.groupBy(counted, kindOf);
  }

  /** The same span, which another program handed on, whatever it made of its counts. */
  same(call: SpanCall): SpanCall | undefined {
    return this.#byId.get(call.key.id);
  }

  /** The call around a call that has the same counts, directly or with spans between that came with either. */
  around(call: SpanCall): SpanCall | undefined {
    const outer = this.#bySpan.get(outerSpan(call) ?? "");
    return outer !== undefined && countsOf(outer) === countsOf(call) ? outer : undefined;
  }

  /**
   * A call directly within a call that says what that says: it has the same counts, or those within it together have, the ones that
   * came with it included, or it does not say what it used.
   */
  within(call: SpanCall): SpanCall | undefined {
    const parts = ownSpans(call).flatMap((span) => this.#within.get(span) ?? []);
    const { innerTokens = { input: 0, output: 0 } } = call.links;
    const sum = (kind: "input" | "output") =>
      parts.reduce((total, { tokens }) => total + tokens[kind], innerTokens[kind]);
    const isToldByParts = sum("input") === call.tokens.input && sum("output") === call.tokens.output;
    return isSilent(call) || isToldByParts ? parts[0] : parts.find((part) => countsOf(part) === countsOf(call));
  }

  /** The only call that took as long as it lasted, or longer: it is around the call as far as their times tell. */
  aroundInTime(call: SpanCall): SpanCall | undefined {
    return onlyOne(this.#alikeOf(call), (other) => isDuring(call, other));
  }

  /** The same within it. */
  withinInTime(call: SpanCall): SpanCall | undefined {
    return onlyOne(this.#alikeOf(call), (other) => isDuring(other, call));
  }

  #alikeOf(call: SpanCall): SpanCall[] {
    const alike = this.#alike.get(kindOf(call)) ?? [];
    return alike.length > MAX_ALIKE ? [] : alike;
  }
}
