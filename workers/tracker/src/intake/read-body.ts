import { AppError } from "@voygent/http";

import { unpackGzip } from "./unpack-gzip.ts";
import { brokenOff, wireOf } from "./wire-of.ts";

/** Most bytes of a body as it travels, and unpacked. */
export type BodyLimits = { maxWireBytes: number; maxUnpackedBytes: number };

async function countWire(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of wireOf(body)) {
    length += chunk.length;
    if (length > maxBytes) throw new AppError("payload_too_large", `expected a body of at most ${maxBytes} bytes`);
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

/** HTTP holds a body to the length that it states; a chunked one states none and is counted while it is read. */
async function readWire(request: Request, maxBytes: number): Promise<Uint8Array> {
  const statedBytes = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(statedBytes <= maxBytes)) return await countWire(request.body, maxBytes);
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch {
    throw brokenOff();
  }
}

/**
 * The body of a request, unpacked.
 * @throws AppError 413 past a limit, 415 for an encoding other than gzip, 400 when it breaks off or is not the gzip it says it is
 */
export async function readBytes(request: Request, limits: BodyLimits): Promise<Uint8Array> {
  const wire = await readWire(request, limits.maxWireBytes);
  switch (request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity") {
    case "identity":
      return wire;
    case "gzip":
      return unpackGzip(wire, limits.maxUnpackedBytes);
    default:
      throw new AppError("unsupported_media_type", "expected content-encoding gzip or none");
  }
}
