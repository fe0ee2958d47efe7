import type { AppEnv } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import { mediaTypeOf } from "../intake/media-type.ts";
import { readLines } from "../intake/ndjson/read-lines.ts";
import { BODY_LIMITS } from "../intake/read-json-body.ts";
import { answerBatch } from "../services/record-items.ts";
import { recordLines } from "../services/record-lines.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

export const NDJSON = "application/x-ndjson";

/** Answers a batch that comes as lines, before anything reads it whole; others go on. */
export const ndjsonBatch = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  if (mediaTypeOf(c.req.raw.headers) !== NDJSON) return await next();
  const lines = readLines(c.req.raw, BODY_LIMITS);
  const { results, rowsRead, rowsWritten } = await recordLines(c.env, lines, c.get("caller"));
  Object.assign(c.get("logged"), { events: results.length, rows_read: rowsRead, rows_written: rowsWritten });
  return c.json(answerBatch(results), 200);
});
