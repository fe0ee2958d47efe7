import { isDuring } from "./is-during.ts";
import { countsOf, isSilent, ownSpanIds, type SpanCall } from "./span-call.ts";

/** So many calls of one trace with the same counts say nothing by their times, and would take long to compare. */
const MAX_ALIKE = 100;

/** Calls of the same counts in the same trace. */
const kindOf = (call: SpanCall) => `${call.traceId}:${countsOf(call)}`;

/** Where a span stands, among calls of its trace that have the same counts. */
const placeOf = (call: SpanCall, spanId: string) => `${kindOf(call)}:${spanId}`;

const ownPlaces = (call: SpanCall) => ownSpanIds(call).map((id) => placeOf(call, id));

/** The span around a call that is not its own; a call within itself is in none. */
function outerSpanId({ spanId, links: { enclosingSpanId } }: SpanCall): string | null {
  return enclosingSpanId === spanId ? null : enclosingSpanId;
}

function outerPlace(call: SpanCall): string | null {
  const outer = outerSpanId(call);
  return outer === null ? null : placeOf(call, outer);
}

function outerSpan(call: SpanCall): string | null {
  const outer = outerSpanId(call);
  return outer === null ? null : `${call.traceId}:${outer}`;
}

/** The only one of some that is such a one; none where there are several. */
function onlyOne<Item>(items: Item[], isSuch: (item: Item) => boolean): Item | undefined {
  const [first, second] = items.filter(isSuch);
  return second === undefined ? first : undefined;
}

/** How calls stand around each other, by the places of their spans and by their times. */
export class Nesting {
  readonly #standing = new Map<string, SpanCall>();
  readonly #enclosed = new Map<string, SpanCall>();
  readonly #byId = new Map<string, SpanCall>();
  readonly #alike: Map<string, SpanCall[]>;
  readonly #within: Map<string | null, SpanCall[]>;

  constructor(calls: SpanCall[]) {
    for (const call of calls) this.#byId.set(call.key.id, call);
    const counted = calls.filter((call) => !isSilent(call));
    this.#alike = Map.groupBy(counted, kindOf);
    this.#within = Map.groupBy(counted, outerSpan);
    for (const call of counted) {
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

  /** The only call that took as long as it lasted, or longer: it is around the call as far as their times tell. */
  aroundInTime(call: SpanCall): SpanCall | undefined {
    return onlyOne(this.#alikeOf(call), (other) => isDuring(call, other));
  }

  /** The same within it. */
  withinInTime(call: SpanCall): SpanCall | undefined {
    return onlyOne(this.#alikeOf(call), (other) => isDuring(other, call));
  }

  /**
   * One of the calls directly within a call that say all that it says: those that came with it included, they used together what it
   * did, or it does not say what.
   */
  partOf(call: SpanCall): SpanCall | undefined {
    const { innerTokens = { input: 0, output: 0 } } = call.links;
    const parts = ownSpanIds(call).flatMap((id) => this.#within.get(`${call.traceId}:${id}`) ?? []);
    const sum = (kind: "input" | "output") =>
      parts.reduce((total, { tokens }) => total + tokens[kind], innerTokens[kind]);
    const isToldByParts = sum("input") === call.tokens.input && sum("output") === call.tokens.output;
    return isSilent(call) || isToldByParts ? parts[0] : undefined;
  }

  #alikeOf(call: SpanCall): SpanCall[] {
    const alike = this.#alike.get(kindOf(call)) ?? [];
    return alike.length > MAX_ALIKE ? [] : alike;
  }
}
