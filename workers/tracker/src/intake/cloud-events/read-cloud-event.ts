import { CloudEvent, type ProblemField } from "@voygent/contracts";
import { invalidFields } from "@voygent/http";

import { type ReadItem, refuseFields } from "../read-items.ts";
import { type ItemContext, readNativeItem } from "../read-native-item.ts";
import type { EventWarning } from "../usage-event.ts";

/** The attributes that say what fields of an interaction say, too: field, attribute, value. */
type Filled = [field: string, attribute: string, value: unknown][];

/** Those that are given; they go before what the data says. */
function filledFields({ id, source, time, subject }: CloudEvent): Filled {
  const all: Filled = [
    ["id", "id", id],
    ["source", "source", source],
    ["timestamp", "time", time],
    ["user_id", "subject", subject],
  ];
  return all.filter(([, , value]) => value !== undefined && value !== null);
}

function differenceWarnings(filled: Filled, data: CloudEvent["data"]): EventWarning[] {
  return filled.flatMap(([field, attribute, value]) => {
    const inData = data[field] ?? null;
    if (inData === null || inData === value) return [];
    const message = `data.${field} differs from ${attribute}; ${attribute} was taken`;
    return [{ code: "conflicting_alias", message, subject: `data.${field}` }];
  });
}

/** Where a field of the interaction stands in the event. */
function placeInEvent({ path, message }: ProblemField, filled: Filled, data: CloudEvent["data"]): ProblemField {
  const attribute = filled.find(([field]) => field === path)?.[1];
  if (attribute !== undefined) return { path: attribute, message };
  const isMissingUser = path === "user_id" && (data["user_id"] ?? null) === null;
  return { path: isMissingUser ? "subject" : `data.${path}`, message };
}

/**
 * Reads one event in the JSON form of CloudEvents 1.0, whose data is an interaction, or says which of its fields are wrong.
 * @throws AppError `service_unavailable` when it has raw usage and there is no price book: nothing may be lost
 */
export function readCloudEvent(envelope: unknown, context: ItemContext): ReadItem {
  const parsed = CloudEvent.safeParse(envelope);
  if (!parsed.success) return refuseFields(invalidFields(parsed.error));
  const { type, subject, data } = parsed.data;
  const userId = data["user_id"] ?? null;
  if (subject !== undefined && subject !== null && userId !== null && userId !== subject) {
    return refuseFields([{ path: "data.user_id", message: "must be the same as subject" }]);
  }
  const filled = filledFields(parsed.data);
  const own = Object.fromEntries(filled.map(([field, , value]) => [field, value]));
  const read = readNativeItem({ ...data, ...own }, context);
  if ("refusal" in read) {
    const errors = read.refusal.errors?.map((error) => placeInEvent(error, filled, data));
    return errors === undefined ? read : refuseFields(errors);
  }
  const { event } = read;
  return {
    event: {
      ...event,
      metadata: { ...event.metadata, ce_type: type },
      warnings: [...event.warnings, ...differenceWarnings(filled, data)],
    },
  };
}
