import { AppError } from "@voygent/http";

/** Small enough that one slice of the most compressible gzip unpacks to no more than about 4 MiB. */
const SLICE_BYTES = 4 * 1024;

async function feed(writer: WritableStreamDefaultWriter<BufferSource>, packed: Uint8Array, isStopped: () => boolean) {
  for (let start = 0; start < packed.length && !isStopped(); start += SLICE_BYTES) {
    await writer.write(packed.slice(start, start + SLICE_BYTES));
    await Promise.resolve();
  }
  if (!isStopped()) await writer.close();
}

function join(chunks: Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}

/**
 * Unpacks a gzip, slice by slice, and stops as soon as it passes `maxBytes`, so that a small body cannot fill the memory.
 * @throws AppError 413 past the limit, 400 when it is not a gzip
 */
export async function unpackGzip(packed: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const gzip = new DecompressionStream("gzip");
  let isStopped = false;
  const fed = feed(gzip.writable.getWriter(), packed, () => isStopped).catch(() => undefined);
  const reader = gzip.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > maxBytes) {
        throw new AppError("payload_too_large", `the body unpacks to more than ${maxBytes} bytes`);
      }
      chunks.push(part.value);
    }
    await fed;
    return join(chunks, length);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("malformed_json", "the body is not valid gzip");
  } finally {
    isStopped = true;
    await reader.cancel().catch(() => undefined);
  }
}
