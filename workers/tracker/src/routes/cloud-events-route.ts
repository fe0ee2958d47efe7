import { createRoute } from "@hono/zod-openapi";
import { CloudEvent, MAX_BATCH_ITEMS, QueuedInteraction, RecordedBatch, RecordedInteraction } from "@voygent/contracts";
import { AppError, createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";
import * as z from "zod";

import { readCloudEvent } from "../intake/cloud-events/read-cloud-event.ts";
import { readCloudEvents } from "../intake/cloud-events/read-cloud-events.ts";
import { hasRawUsage } from "../intake/has-raw-usage.ts";
import { type Item, readItems, type ReadItems } from "../intake/read-items.ts";
import type { ItemContext } from "../intake/read-native-item.ts";
import { acceptEvents } from "../services/accept-events.ts";
import { answerInteraction } from "../services/answers/answer-interaction.ts";
import { currentPriceBook } from "../services/prepare/price-book.ts";
import { answerBatch, recordItems } from "../services/record-items.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

const ONE = { $ref: "#/components/schemas/CloudEvent" };
const LIST = { type: "array" as const, items: ONE, maxItems: MAX_BATCH_ITEMS };
const DATA = {
  type: "object" as const,
  additionalProperties: true,
  description: "With `ce-` headers: the data of the event, an interaction. Without: one event or a list of them.",
};

const attribute = (description: string) => z.string().optional().meta({ description });

const BinaryHeaders = z.object({
  "ce-specversion": attribute("Binary mode: `1.0`. Values of all ce- headers are percent-decoded"),
  "ce-id": attribute("Binary mode: the id, unique within its source"),
  "ce-source": attribute("Binary mode: which program sends"),
  "ce-type": attribute("Binary mode: any text"),
  "ce-time": attribute("Binary mode: when it happened"),
  "ce-subject": attribute("Binary mode: the user"),
});

const recordCloudEvents = createRoute({
  method: "post",
  path: "/v1/events",
  operationId: "recordCloudEvents",
  tags: ["CloudEvents"],
  summary: "Record CloudEvents 1.0 whose data are interactions: one, a list of up to 1000, or one in binary mode",
  security: keySecurity,
  middleware: [requireScope<TrackerBindings>("track")] as const,
  request: {
    headers: BinaryHeaders,
    body: {
      required: true,
      content: {
        "application/cloudevents+json": { schema: ONE },
        "application/cloudevents-batch+json": { schema: LIST },
        "application/json": { schema: DATA },
      },
    },
  },
  responses: {
    200: {
      description: "A list: what became of each event. One event: stored before, with the same content",
      content: jsonContent(z.union([RecordedBatch, RecordedInteraction])),
    },
    201: { description: "One event: stored and counted", content: jsonContent(RecordedInteraction) },
    202: { description: "One event in queue mode: kept, and stored soon", content: jsonContent(QueuedInteraction) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.conflict,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

const dataOf = (item: Item): unknown =>
  "value" in item && typeof item.value === "object" && item.value !== null && "data" in item.value
    ? item.value.data
    : null;

async function readEvents(env: TrackerBindings, items: Item[], caller: ItemContext["caller"]): Promise<ReadItems> {
  const book = hasRawUsage(items.map(dataOf)) ? await currentPriceBook(env) : null;
  const receivedAtMs = Date.now();
  return readItems(items, { intake: "cloudevents", receivedAtMs }, (value) =>
    readCloudEvent(value, { caller, receivedAtMs, book }),
  );
}

/** `POST /v1/events`. */
export const cloudEventsRoute = createRoutes<TrackerBindings>();
cloudEventsRoute.openAPIRegistry.register("CloudEvent", CloudEvent);
cloudEventsRoute.openapi(recordCloudEvents, async (c) => {
  const events = await readCloudEvents(c.req.raw);
  const items = "batch" in events ? events.batch : [events.single];
  const read = await readEvents(c.env, items, c.get("caller"));
  if ("batch" in events) {
    const { results, rowsRead, rowsWritten } = await recordItems(c.env, read);
    Object.assign(c.get("logged"), { events: items.length, rows_read: rowsRead, rows_written: rowsWritten });
    return c.json(answerBatch(results), 200);
  }
  const usages = read.accepted.map(({ event }) => event);
  const { outcomes, rowsRead, rowsWritten } = await acceptEvents(c.env, usages, read.rejected);
  Object.assign(c.get("logged"), { events: 1, rows_read: rowsRead, rows_written: rowsWritten });
  const refusal = read.refused[0]?.error;
  if (refusal !== undefined) throw new AppError(refusal.code, refusal.detail, { fields: refusal.errors ?? [] });
  const { status, body } = answerInteraction(outcomes[0]);
  return status === 202 ? c.json(body, 202) : c.json(body, status);
});
