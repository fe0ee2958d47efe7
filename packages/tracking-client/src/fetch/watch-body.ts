/** How the reading of a body ended. */
export type BodyEnd = "complete" | "cancelled" | "failed";

/** What gives pieces to the reader of either kind of stream. */
type Controller = {
  enqueue: (piece: Uint8Array<ArrayBuffer>) => void;
  close: () => void;
  error: (reason: unknown) => void;
  byobRequest?: ReadableStreamBYOBRequest | null;
};

/** Whether a body fills the buffers of its reader, as those of the platform's own `fetch` do. */
function isByteStream(body: ReadableStream<Uint8Array>): boolean {
  try {
    body.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

/**
 * The same body, read through, and of the same kind: each piece goes on as it comes, and only when the reader asks for it, so
 * that nothing is kept or delayed; when the reader cancels, the source is cancelled. `onPiece` sees each piece before the
 * reader has it, must not keep it and must not throw; `onEnd` is called once.
 */
export function watchBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onPiece: (piece: Uint8Array) => void,
  onEnd: (end: BodyEnd) => void,
): ReadableStream<Uint8Array> {
  const isBytes = isByteStream(body);
  const reader = body.getReader();
  let hasEnded = false;
  const end = (how: BodyEnd) => {
    if (!hasEnded) onEnd(how);
    hasEnded = true;
  };
  const source = {
    async pull(controller: Controller): Promise<void> {
      try {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          // A buffer that is still being waited with is given back empty.
          controller.byobRequest?.respond(0);
          end("complete");
          return;
        }
        // First, because a stream of bytes takes the buffer away.
        onPiece(value);
        controller.enqueue(value);
      } catch (error) {
        controller.error(error);
        end("failed");
      }
    },
    async cancel(reason: unknown): Promise<void> {
      end("cancelled");
      await reader.cancel(reason);
    },
  };
  return isBytes
    ? new ReadableStream({ ...source, type: "bytes" })
    : new ReadableStream<Uint8Array>(source, { highWaterMark: 0 });
}
