import { type BatchResult, InteractionEvent, type ProblemField } from "@voygent/contracts";
import type { PriceBook } from "@voygent/cost";
import type { WarningCount } from "@voygent/db";
import { type Caller, invalidFields } from "@voygent/http";

import { readNativeEvent } from "./native-event.ts";
import { readRawUsage } from "./read-raw-usage.ts";
import { reservedSourceFields } from "./reserved-source.ts";
import type { UsageEvent } from "./usage-event.ts";

/** The items of a batch, each at its index: what can be recorded, and what was refused and why. */
export type NativeBatch = {
  accepted: { index: number; event: UsageEvent }[];
  refused: BatchResult[];
  /** The refused items as warnings, counted by the first field that is wrong. */
  rejected: WarningCount[];
};

const KNOWN_FIELDS = new Set(Object.keys(InteractionEvent.shape));

function refusal(index: number, item: unknown, errors: ProblemField[]): BatchResult {
  const given =
    typeof item === "object" && item !== null && "id" in item ? InteractionEvent.shape.id.safeParse(item.id) : null;
  return {
    index,
    id: given?.data ?? null,
    status: "invalid",
    error: { code: "invalid_input", detail: "some fields are not valid", errors },
  };
}

function rejection(errors: ProblemField[], receivedAtMs: number): WarningCount {
  const field = errors[0]?.path.split(".")[0] ?? "";
  return {
    kind: "rejected_item",
    subject: KNOWN_FIELDS.has(field) ? field : "item",
    source: "api",
    count: 1,
    seenAtMs: receivedAtMs,
    exampleId: null,
    onlyIfNewId: null,
  };
}

type ReadItem = { event: UsageEvent; errors: [] } | { event: null; errors: ProblemField[] };

function readItem(item: unknown, caller: Caller, receivedAtMs: number, book: PriceBook | null): ReadItem {
  const parsed = InteractionEvent.safeParse(item);
  if (!parsed.success) return { event: null, errors: invalidFields(parsed.error) };
  const { data } = parsed;
  const errors = reservedSourceFields({ id: undefined, ...data }, caller);
  if (errors.length > 0) return { event: null, errors };
  const raw = data.raw_usage ? readRawUsage(data.raw_usage, book) : null;
  if (raw !== null && "errors" in raw) return { event: null, errors: raw.errors };
  return { event: readNativeEvent(data, item, { receivedAtMs, idempotencyKey: undefined }, raw), errors: [] };
}

/** Whether some item of a batch can only be read with a price book. */
export function hasRawUsage(items: unknown[]): boolean {
  return items.some(
    (item) => typeof item === "object" && item !== null && "raw_usage" in item && item.raw_usage !== null,
  );
}

/**
 * Checks the items of a batch one by one, so that good items are stored although others are bad. `book` says how raw
 * usage objects are read.
 * @throws AppError `service_unavailable` when an item has raw usage and there is no price book: nothing may be lost
 */
export function readNativeBatch(
  items: unknown[],
  caller: Caller,
  receivedAtMs: number,
  book: PriceBook | null,
): NativeBatch {
  const batch: NativeBatch = { accepted: [], refused: [], rejected: [] };
  for (const [index, item] of items.entries()) {
    const { event, errors } = readItem(item, caller, receivedAtMs, book);
    if (event !== null) {
      batch.accepted.push({ index, event });
    } else {
      batch.refused.push(refusal(index, item, errors));
      batch.rejected.push(rejection(errors, receivedAtMs));
    }
  }
  return batch;
}
