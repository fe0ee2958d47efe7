import { AppError, type AppEnv } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import type { TrackerBindings } from "../tracker-bindings.ts";
import { decodeText } from "./decode-text.ts";
import { mediaTypeOf } from "./media-type.ts";
import { type BodyLimits, readBytes } from "./read-body.ts";
import { refuseDeepNesting } from "./refuse-deep-nesting.ts";

/** The limits of every body but those of spans. */
export const BODY_LIMITS: BodyLimits = { maxWireBytes: 1024 * 1024, maxUnpackedBytes: 5 * 1024 * 1024 };

/**
 * Reads a JSON body within the limits, unpacks it, and hands the plain text on to what validates it. Refuses other media
 * types and encodings (415), bodies that are too large packed or unpacked (413), and deep nesting (400).
 */
export const readJsonBody = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  const { headers, url, method } = c.req.raw;
  if (mediaTypeOf(headers) !== "application/json") {
    throw new AppError("unsupported_media_type", "expected content-type application/json");
  }
  const json = await readBytes(c.req.raw, BODY_LIMITS);
  refuseDeepNesting(json);
  const plainHeaders = new Headers(headers);
  plainHeaders.delete("content-encoding");
  plainHeaders.delete("content-length");
  c.req.raw = new Request(url, { method, headers: plainHeaders, body: decodeText(json) });
  await next();
});
