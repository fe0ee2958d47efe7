import { AppError, type AppEnv } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import type { TrackerBindings } from "../tracker-bindings.ts";
import { refuseDeepNesting } from "./refuse-deep-nesting.ts";
import { unpackGzip } from "./unpack-gzip.ts";

/** Most bytes of a body as it travels, and unpacked. */
const MAX_WIRE_BYTES = 1024 * 1024;
const MAX_UNPACKED_BYTES = 5 * 1024 * 1024;

function refuseOtherMediaTypes(headers: Headers): void {
  const mediaType = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new AppError("unsupported_media_type", "expected content-type application/json");
  }
}

async function readWire(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > MAX_WIRE_BYTES) {
      throw new AppError("payload_too_large", `expected a body of at most ${MAX_WIRE_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const wire = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    wire.set(chunk, offset);
    offset += chunk.length;
  }
  return wire;
}

function unpack(wire: Uint8Array, encoding: string | null): Uint8Array {
  switch (encoding?.trim().toLowerCase() ?? "identity") {
    case "identity":
      return wire;
    case "gzip":
      return unpackGzip(wire, MAX_UNPACKED_BYTES);
    default:
      throw new AppError("unsupported_media_type", "expected content-encoding gzip or none");
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new AppError("malformed_json", "the body is not valid UTF-8");
  }
}

/**
 * Reads a JSON body within the limits, unpacks it, and hands the plain text on to what validates it. Refuses other media
 * types and encodings (415), bodies that are too large packed or unpacked (413), and deep nesting (400).
 */
export const readBody = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  const { headers, body, url, method } = c.req.raw;
  refuseOtherMediaTypes(headers);
  const json = unpack(await readWire(body), headers.get("content-encoding"));
  refuseDeepNesting(json);
  const plainHeaders = new Headers(headers);
  plainHeaders.delete("content-encoding");
  plainHeaders.delete("content-length");
  c.req.raw = new Request(url, { method, headers: plainHeaders, body: decode(json) });
  await next();
});
