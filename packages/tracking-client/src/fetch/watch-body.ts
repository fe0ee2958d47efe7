/** How the reading of a body ended. */
export type BodyEnd = "complete" | "cancelled" | "failed";

/**
 * The same body, read through: each piece goes on as it comes, and only when the reader asks for it, so that nothing is
 * kept or delayed; when the reader cancels, the source is cancelled. `onPiece` sees each piece after the reader has it and must
 * not throw; `onEnd` is called once.
 */
export function watchBody(
  body: ReadableStream<Uint8Array>,
  onPiece: (piece: Uint8Array) => void,
  onEnd: (end: BodyEnd) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let hasEnded = false;
  const end = (how: BodyEnd) => {
    if (!hasEnded) onEnd(how);
    hasEnded = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
            end("complete");
            return;
          }
          controller.enqueue(value);
          onPiece(value);
        } catch (error) {
          controller.error(error);
          end("failed");
        }
      },
      async cancel(reason) {
        end("cancelled");
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
