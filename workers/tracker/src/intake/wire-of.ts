import { AppError } from "@voygent/http";

/** The error of a connection that ends before the body does. */
export const brokenOff = () => new AppError("malformed_json", "the body ended before it was whole");

/** The bytes of a body as they travel. @throws AppError 400 when the connection ends before the body does */
export async function* wireOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body ?? []) yield chunk;
  } catch {
    throw brokenOff();
  }
}
