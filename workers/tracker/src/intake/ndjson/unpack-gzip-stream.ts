import { createGunzip, type Gunzip } from "node:zlib";

import { AppError } from "@voygent/http";

/** Hands on the packed bytes, each part when the one before is unpacked and read: nothing piles up. */
async function feed(gunzip: Gunzip, packed: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of packed) {
      await new Promise<void>((resolve, reject) => {
        gunzip.write(chunk, (error) => (error ? reject(error) : resolve()));
      });
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/**
 * Unpacks a gzip while it comes, no further than it is read, so that a small body cannot fill the memory. Whoever reads
 * counts the bytes and stops.
 * @throws AppError 400 when it is not a gzip or breaks off, and whatever reading `packed` throws
 */
export async function* unpackGzipStream(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  void feed(gunzip, packed);
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("malformed_json", "the body is not valid gzip");
  } finally {
    gunzip.destroy();
  }
}
