import { gunzipSync } from "node:zlib";

import { AppError } from "@voygent/http";

/**
 * Unpacks a gzip and stops as soon as it passes `maxBytes`, so that a small body cannot fill the memory. Not by a
 * DecompressionStream: that one unpacks whatever it is given, however far behind its reader is.
 * @throws AppError 413 past the limit, 400 when it is not a gzip
 */
export function unpackGzip(packed: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new AppError("payload_too_large", `the body unpacks to more than ${maxBytes} bytes`);
    }
    throw new AppError("malformed_json", "the body is not valid gzip");
  }
}
