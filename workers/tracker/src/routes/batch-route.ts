import { createRoute } from "@hono/zod-openapi";
import { InteractionBatch, RecordedBatch } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import { hasRawUsage } from "../intake/has-raw-usage.ts";
import { readItems } from "../intake/read-items.ts";
import { readJsonBody } from "../intake/read-json-body.ts";
import { readNativeItem } from "../intake/read-native-item.ts";
import { currentPriceBook } from "../services/prepare/price-book.ts";
import { answerBatch, recordItems } from "../services/record-items.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { NDJSON, ndjsonBatch } from "./ndjson-batch.ts";

/** How lines are described; `ndjsonBatch` answers them before the JSON is validated. */
const LINES = {
  [NDJSON]: {
    schema: {
      type: "string",
      description:
        "One interaction per line, at most 10,000 lines of 256 KiB, read and recorded while they come. Results are " +
        "numbered by the lines that are not empty. Where a body breaks off or passes a limit, the last result says why, " +
        "and what was read before stays recorded.",
    },
  },
};

const CONTENT: { "application/json": { schema: typeof InteractionBatch } } = {
  ...jsonContent(InteractionBatch),
  ...LINES,
};

const trackBatch = createRoute({
  method: "post",
  path: "/batch",
  operationId: "trackBatch",
  summary: "Record up to 1000 interactions, or 10,000 as lines; good ones are stored although others are bad",
  security: keySecurity,
  middleware: [requireScope<TrackerBindings>("track"), ndjsonBatch, readJsonBody] as const,
  request: { body: { required: true, content: CONTENT } },
  responses: {
    200: { description: "What became of each item", content: jsonContent(RecordedBatch) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

/** `POST /batch`. */
export const batchRoute = createRoutes<TrackerBindings>().openapi(trackBatch, async (c) => {
  const { interactions } = c.req.valid("json");
  const [caller, receivedAtMs] = [c.get("caller"), Date.now()];
  const book = hasRawUsage(interactions) ? await currentPriceBook(c.env) : null;
  const items = interactions.map((value) => ({ value }));
  const read = readItems(items, { intake: "api", receivedAtMs }, (value) =>
    readNativeItem(value, { caller, receivedAtMs, book }),
  );
  const { results, rowsRead, rowsWritten } = await recordItems(c.env, read);
  Object.assign(c.get("logged"), { events: interactions.length, rows_read: rowsRead, rows_written: rowsWritten });
  return c.json(answerBatch(results), 200);
});
