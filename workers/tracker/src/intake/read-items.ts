import { type BatchResult, CloudEvent, InteractionEvent, type ProblemField } from "@voygent/contracts";
import type { WarningCount } from "@voygent/db";

import type { UsageEvent } from "./usage-event.ts";

/** Where things come in; what is refused is counted under it. */
export type Intake = "api" | "cloudevents" | "langfuse" | "ndjson" | "otlp";

/** Why an item is not recorded. */
type Refused = { refusal: NonNullable<BatchResult["error"]> };

/** An item as it came: its value, or why it has none. */
export type Item = { value: unknown } | Refused;

/** What one item is: an event, or the reason why it is none. */
export type ReadItem = { event: UsageEvent } | Refused;

/** Items, each at its index: what can be recorded, and what was refused and why. */
export type ReadItems = {
  accepted: { index: number; event: UsageEvent }[];
  refused: BatchResult[];
  /** The refused items as warnings, counted by the first field that is wrong. */
  rejected: WarningCount[];
};

const KNOWN_FIELDS = new Set([...Object.keys(InteractionEvent.shape), ...Object.keys(CloudEvent.shape)]);

/** An item that is refused because of these fields. */
export const refuseFields = (errors: ProblemField[]): ReadItem => ({
  refusal: { code: "invalid_input", detail: "some fields are not valid", errors },
});

function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return InteractionEvent.shape.id.safeParse(value.id).data ?? null;
}

/** A refused item as it is counted: by the field that is wrong first, as far as it is one of ours, else under `subject`. */
export function rejection(
  errors: ProblemField[] | undefined,
  { intake, receivedAtMs, subject = "item" }: { intake: Intake; receivedAtMs: number; subject?: string },
): WarningCount {
  const [first = "", second = ""] = errors?.[0]?.path.split(".") ?? [];
  const field = first === "data" && second !== "" ? second : first;
  return {
    kind: "rejected_item",
    subject: KNOWN_FIELDS.has(field) ? field : subject,
    source: intake,
    count: 1,
    seenAtMs: receivedAtMs,
    exampleId: null,
  };
}

type Reading = { intake: Intake; receivedAtMs: number; firstIndex?: number };

/** Reads items one by one, so that good ones are stored although others are bad; the first is at `firstIndex`. */
export function readItems(
  items: Item[],
  { intake, receivedAtMs, firstIndex = 0 }: Reading,
  readItem: (value: unknown) => ReadItem,
): ReadItems {
  const batch: ReadItems = { accepted: [], refused: [], rejected: [] };
  for (const [position, item] of items.entries()) {
    const index = firstIndex + position;
    const read = "value" in item ? readItem(item.value) : item;
    if ("event" in read) {
      batch.accepted.push({ index, event: read.event });
    } else {
      batch.refused.push({
        index,
        id: "value" in item ? idOf(item.value) : null,
        status: "invalid",
        error: read.refusal,
      });
      batch.rejected.push(rejection(read.refusal.errors, { intake, receivedAtMs }));
    }
  }
  return batch;
}
