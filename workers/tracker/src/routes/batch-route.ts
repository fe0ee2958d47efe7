import { createRoute } from "@hono/zod-openapi";
import { type BatchResult, InteractionBatch, RecordedBatch } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import { hasRawUsage, readNativeBatch } from "../intake/native-batch.ts";
import { readJsonBody } from "../intake/read-json-body.ts";
import { answerWarnings } from "../services/answer-warnings.ts";
import { currentPriceBook } from "../services/price-book.ts";
import { type InteractionOutcome, recordInteractions } from "../services/record-interactions.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

const trackBatch = createRoute({
  method: "post",
  path: "/batch",
  operationId: "trackBatch",
  summary: "Record up to 1000 interactions; good ones are stored although others are bad",
  security: keySecurity,
  middleware: [requireScope<TrackerBindings>("track"), readJsonBody] as const,
  request: { body: { required: true, content: jsonContent(InteractionBatch) } },
  responses: {
    200: { description: "What became of each item", content: jsonContent(RecordedBatch) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

function batchResult(index: number, outcome: InteractionOutcome): BatchResult {
  const { id, status, cost, warnings } = outcome;
  if (status === "conflict") {
    const detail = "this id was used before for other content, which was kept";
    return { index, id, status, error: { code: "idempotency_conflict", detail } };
  }
  return { index, id, status, cost, ...(warnings.length > 0 && { warnings: answerWarnings(warnings) }) };
}

/** `POST /batch`. */
export const batchRoute = createRoutes<TrackerBindings>().openapi(trackBatch, async (c) => {
  const { interactions } = c.req.valid("json");
  const book = hasRawUsage(interactions) ? await currentPriceBook(c.env) : null;
  const { accepted, refused, rejected } = readNativeBatch(interactions, c.get("caller"), Date.now(), book);
  const { outcomes, rowsRead, rowsWritten } = await recordInteractions(
    c.env,
    accepted.map(({ event }) => event),
    rejected,
  );
  Object.assign(c.get("logged"), { events: interactions.length, rows_read: rowsRead, rows_written: rowsWritten });

  const stored = outcomes.map((outcome, position) => batchResult(accepted[position]?.index ?? position, outcome));
  const results = [...stored, ...refused].toSorted((left, right) => left.index - right.index);
  const recorded = results.filter(({ status }) => status === "recorded").length;
  const duplicates = results.filter(({ status }) => status === "duplicate").length;
  const answer: RecordedBatch = { recorded, duplicates, rejected: results.length - recorded - duplicates, results };
  return c.json(answer, 200);
});
