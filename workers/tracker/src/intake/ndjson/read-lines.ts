import { AppError } from "@voygent/http";

import type { BodyLimits } from "../read-body.ts";
import type { Item } from "../read-items.ts";
import { wireOf } from "../wire-of.ts";
import { limitBytes } from "./limit-bytes.ts";
import { LINE_LIMITS } from "./line-limits.ts";
import { readLine } from "./read-line.ts";
import { splitLines } from "./split-lines.ts";
import { unpackGzipStream } from "./unpack-gzip-stream.ts";

/** A line, or the reason why what follows was not read; that comes last. */
export type LineOrEnd = Item | { brokenOff: AppError };

function unpack(packed: AsyncIterable<Uint8Array>, encoding: string | null): AsyncIterable<Uint8Array> {
  switch (encoding?.trim().toLowerCase() ?? "identity") {
    case "identity":
      return packed;
    case "gzip":
      return unpackGzipStream(packed);
    default:
      throw new AppError("unsupported_media_type", "expected content-encoding gzip or none");
  }
}

/**
 * The lines of an NDJSON body while it comes, empty ones left out. A body that passes a limit, breaks off or is no gzip
 * ends with the reason.
 * @throws AppError 413 when the request says that its body is too long, 415 for an encoding other than gzip
 */
export async function* readLines(
  { headers, body }: Pick<Request, "headers" | "body">,
  { maxWireBytes, maxUnpackedBytes }: BodyLimits,
): AsyncGenerator<LineOrEnd> {
  const tooLarge = `expected a body of at most ${maxWireBytes} bytes`;
  if (Number(headers.get("content-length") ?? 0) > maxWireBytes) throw new AppError("payload_too_large", tooLarge);
  const wire = limitBytes(wireOf(body), maxWireBytes, tooLarge);
  const unpacked = unpack(wire, headers.get("content-encoding"));
  const plain = limitBytes(unpacked, maxUnpackedBytes, `the body unpacks to more than ${maxUnpackedBytes} bytes`);
  let count = 0;
  try {
    for await (const bytes of splitLines(plain, LINE_LIMITS.maxLineBytes)) {
      count += 1;
      if (count > LINE_LIMITS.maxLines) {
        throw new AppError("payload_too_large", `expected at most ${LINE_LIMITS.maxLines} lines`);
      }
      yield readLine(bytes);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield { brokenOff: error };
  }
}
