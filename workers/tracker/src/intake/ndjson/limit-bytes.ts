import { AppError } from "@voygent/http";

/** The same bytes until they are more than allowed. @throws AppError 413 with this sentence, then */
export async function* limitBytes(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  detail: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) throw new AppError("payload_too_large", detail);
    yield chunk;
  }
}
