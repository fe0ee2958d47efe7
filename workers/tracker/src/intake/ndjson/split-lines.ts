const NEWLINE = 0x0a;

function join(parts: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * The lines of a stream of bytes as they come, without their newlines; the last one needs none. Null stands for a line of
 * more than `maxBytes`, of which no more is kept.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array | null> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const takeLine = () => {
    const line = length > maxBytes ? null : join(parts, length);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); ; end = chunk.indexOf(NEWLINE, start)) {
      const part = end === -1 ? chunk.subarray(start) : chunk.subarray(start, end);
      length += part.length;
      if (length > maxBytes) parts = [];
      else parts.push(part);
      if (end === -1) break;
      yield takeLine();
      start = end + 1;
    }
  }
  if (length > 0) yield takeLine();
}
