import type { ProblemField, WarningCode } from "@voygent/contracts";
import type { WarningCount } from "@voygent/db";
import { AppError } from "@voygent/http";

import { repeatedCallWarning } from "../repeated-call-warning.ts";
import type { UsageEvent } from "../usage-event.ts";
import { findRepeats, sumWithin } from "./find-repeats.ts";
import { MAX_SPANS } from "./max-spans.ts";
import type { DecodedSpan } from "./otlp-span.ts";
import { type ReadSpan, readSpan, type SpanArrival } from "./read-span.ts";
import { readSpanIds } from "./span-ids.ts";
import { SpanTree } from "./span-tree.ts";

/** Most calls of models in one request: what a Worker can price and store within the deadline of an exporter. */
const MAX_CALLS = 10_000;

const SHOWABLE = /^[\w.:-]{1,64}$/;

/** The spans of a request: what is to be stored, what was refused and why, and both odd things as counted warnings. */
export type ReadSpans = {
  events: UsageEvent[];
  spanCount: number;
  rejectedCount: number;
  /** Why spans were refused, each reason once with how many; never a value of theirs. */
  reasons: Map<string, number>;
  warnings: WarningCount[];
};

/** The intake that spans came by, as their warnings name it. */
export type SpanIntake = "otlp" | "langfuse";

/** Counts warnings of a request by kind and subject, so that a million bad spans are one line. */
class WarningTally {
  readonly #counts = new Map<string, WarningCount>();
  readonly #source: SpanIntake;
  readonly #seenAtMs: number;

  constructor(source: SpanIntake, seenAtMs: number) {
    this.#source = source;
    this.#seenAtMs = seenAtMs;
  }

  add(kind: WarningCode, subject: string, exampleId: string | null): void {
    const key = `${kind}\n${subject}`;
    const known = this.#counts.get(key);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    const [source, seenAtMs] = [this.#source, this.#seenAtMs];
    this.#counts.set(key, { kind, subject, source, count: 1, seenAtMs, exampleId });
  }

  list(): WarningCount[] {
    return [...this.#counts.values()];
  }
}

const rejected = (problem: ProblemField): ReadSpan => ({ outcome: "rejected", id: null, problem });

/** Reads a span and notes in the tree where it stands. */
function read(span: DecodedSpan, tree: SpanTree, arrival: SpanArrival): ReadSpan {
  if ("malformed" in span) return rejected({ path: span.malformed, message: "is not what OTLP says it is" });
  const ids = readSpanIds(span);
  if (!("id" in ids)) return rejected(ids);
  tree.add(ids, span.parentSpanId);
  return readSpan(span, ids, arrival);
}

/** A warning for each call that was left out, by its id, since the call whose id is given beside counts instead. */
function warnOfRepeats(events: UsageEvent[], repeats: ReadonlyMap<string, string>): WarningCount[] {
  const kept = new Map(events.map((event) => [event.id, event]));
  const warnings: WarningCount[] = [];
  for (const event of events) {
    const standIn = kept.get(repeats.get(event.id) ?? "");
    if (standIn !== undefined) warnings.push(repeatedCallWarning(standIn, event.source, event.receivedAtMs));
  }
  return warnings;
}

/** The calls without those that a call within them repeats, each with its place in its trace; and warnings about the others. */
function leaveOutRepeats(events: UsageEvent[], tree: SpanTree): { counted: UsageEvent[]; repeated: WarningCount[] } {
  const repeats = findRepeats(events, tree);
  const repeated = repeats.size === 0 ? [] : warnOfRepeats(events, repeats);
  const left = repeats.size === 0 ? events : events.filter(({ id }) => !repeats.has(id));
  const links = tree.linksOf(
    left.map(({ id }) => id),
    repeats,
  );
  for (const event of left) event.spanLinks = links.get(event.id);
  const within = sumWithin(left, tree);
  for (const event of left)
    if (event.spanLinks !== undefined) event.spanLinks.innerTokens = within.get(event.id)?.tokens;
  return { counted: left, repeated };
}

/**
 * Reads the spans of a request one by one: one that cannot be taken does not keep the others out. A call whose counts a call
 * within it has too is left to that one.
 * @throws AppError 413 when there are too many spans or calls for one request, and whatever `spans` throws
 */
export function readSpans(spans: Iterable<DecodedSpan>, intake: SpanIntake, arrival: SpanArrival): ReadSpans {
  const events: UsageEvent[] = [];
  const reasons = new Map<string, number>();
  const tally = new WarningTally(intake, arrival.receivedAtMs);
  const tree = new SpanTree();
  let [spanCount, rejectedCount] = [0, 0];
  for (const span of spans) {
    spanCount += 1;
    if (spanCount > MAX_SPANS) {
      throw new AppError("payload_too_large", `expected at most ${MAX_SPANS} spans in one request`);
    }
    const result = read(span, tree, arrival);
    if (result.outcome === "usage") {
      events.push(result.event);
      if (events.length > MAX_CALLS) {
        throw new AppError("payload_too_large", `expected at most ${MAX_CALLS} calls of models in one request`);
      }
    } else if (result.outcome === "rejected") {
      rejectedCount += 1;
      const { path, message } = result.problem;
      const reason = `${path} ${message}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      tally.add("rejected_item", path, result.id);
    } else if (result.uncountedOperation !== null) {
      const operation = result.uncountedOperation;
      tally.add("uncounted_operation", SHOWABLE.test(operation) ? operation : "(not shown)", null);
    }
  }
  const { counted, repeated } = leaveOutRepeats(events, tree);
  return { events: counted, spanCount, rejectedCount, reasons, warnings: [...tally.list(), ...repeated] };
}
