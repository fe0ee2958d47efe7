import { createRoute } from "@hono/zod-openapi";
import { InteractionEvent, QueuedInteraction, RecordedInteraction, Text } from "@voygent/contracts";
import { AppError, createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";
import * as z from "zod";

import { readNativeEvent } from "../intake/native-event.ts";
import { readJsonBody } from "../intake/read-json-body.ts";
import { readRawUsage } from "../intake/read-raw-usage.ts";
import { reservedSourceFields } from "../intake/reserved-source.ts";
import { acceptEvents } from "../services/accept-events.ts";
import { answerInteraction } from "../services/answers/answer-interaction.ts";
import { currentPriceBook } from "../services/prepare/price-book.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { countRefusal } from "./count-refusal.ts";

const IdempotencyKey = z.object({
  "idempotency-key": Text.optional().meta({ description: "The id of an interaction that has none in its body" }),
});

const trackInteraction = createRoute({
  method: "post",
  path: "/interaction",
  operationId: "trackInteraction",
  summary: "Record one interaction; sending it again is harmless",
  security: keySecurity,
  middleware: [requireScope<TrackerBindings>("track"), countRefusal("api", "item"), readJsonBody] as const,
  request: { headers: IdempotencyKey, body: { required: true, content: jsonContent(InteractionEvent) } },
  responses: {
    201: { description: "Stored and counted", content: jsonContent(RecordedInteraction) },
    200: { description: "Stored before, with the same content", content: jsonContent(RecordedInteraction) },
    202: { description: "In queue mode: kept, and stored within seconds", content: jsonContent(QueuedInteraction) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.conflict,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

/** `POST /interaction`. */
export const interactionRoute = createRoutes<TrackerBindings>().openapi(trackInteraction, async (c) => {
  const idempotencyKey = c.req.valid("header")["idempotency-key"];
  const event = c.req.valid("json");
  const fields = reservedSourceFields({ ...event, id: event.id ?? idempotencyKey }, c.get("caller"));
  if (fields.length > 0) throw new AppError("invalid_input", "some fields are not valid", { fields });

  const rawUsage = event.raw_usage ? readRawUsage(event.raw_usage, await currentPriceBook(c.env)) : null;
  if (rawUsage !== null && "errors" in rawUsage) {
    throw new AppError("invalid_input", "some fields are not valid", { fields: rawUsage.errors });
  }

  const body: unknown = await c.req.json();
  const usage = readNativeEvent(event, body, { receivedAtMs: Date.now(), idempotencyKey }, rawUsage);
  const { outcomes, rowsRead, rowsWritten } = await acceptEvents(c.env, [usage]);
  Object.assign(c.get("logged"), { events: 1, rows_read: rowsRead, rows_written: rowsWritten });

  const { status, body: answer } = answerInteraction(outcomes[0]);
  return status === 202 ? c.json(answer, 202) : c.json(answer, status);
});
