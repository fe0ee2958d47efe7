import { InteractionEvent } from "@voygent/contracts";
import type { PriceBook } from "@voygent/cost";
import { type Caller, invalidFields } from "@voygent/http";

import { readNativeEvent } from "./native-event.ts";
import { readRawUsage } from "./read-raw-usage.ts";
import { type ReadItem, refuseFields } from "./read-items.ts";
import { reservedSourceFields } from "./reserved-source.ts";

/** Who sent an item and when it came; `book` says how raw usage objects are read. */
export type ItemContext = { caller: Caller; receivedAtMs: number; book: PriceBook | null };

/**
 * Reads one item of a batch, or says which of its fields are wrong.
 * @throws AppError `service_unavailable` when it has raw usage and there is no price book: nothing may be lost
 */
export function readNativeItem(item: unknown, { caller, receivedAtMs, book }: ItemContext): ReadItem {
  const parsed = InteractionEvent.safeParse(item);
  if (!parsed.success) return refuseFields(invalidFields(parsed.error));
  const { data } = parsed;
  const errors = reservedSourceFields({ id: undefined, ...data }, caller);
  if (errors.length > 0) return refuseFields(errors);
  const raw = data.raw_usage ? readRawUsage(data.raw_usage, book) : null;
  if (raw !== null && "errors" in raw) return refuseFields(raw.errors);
  return { event: readNativeEvent(data, item, { receivedAtMs, idempotencyKey: undefined }, raw) };
}
