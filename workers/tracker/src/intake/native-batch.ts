import { type BatchResult, InteractionEvent, type ProblemField } from "@voygent/contracts";
import type { WarningCount } from "@voygent/db";
import { type Caller, invalidFields } from "@voygent/http";

import { readNativeEvent } from "./native-event.ts";
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

/** Checks the items of a batch one by one, so that good items are stored although others are bad. */
export function readNativeBatch(items: unknown[], caller: Caller, receivedAtMs: number): NativeBatch {
  const batch: NativeBatch = { accepted: [], refused: [], rejected: [] };
  for (const [index, item] of items.entries()) {
    const parsed = InteractionEvent.safeParse(item);
    const errors = parsed.success ? reservedSourceFields(parsed.data, caller) : invalidFields(parsed.error);
    if (parsed.success && errors.length === 0) {
      const event = readNativeEvent(parsed.data, item, { receivedAtMs, idempotencyKey: undefined });
      batch.accepted.push({ index, event });
    } else {
      batch.refused.push(refusal(index, item, errors));
      batch.rejected.push(rejection(errors, receivedAtMs));
    }
  }
  return batch;
}
