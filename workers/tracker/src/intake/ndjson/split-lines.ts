const NEWLINE = 0x0a;
/** Newline, carriage return, tab and space: what JSON allows between values. */
const BLANK = new Set([NEWLINE, 0x0d, 0x09, 0x20]);

/**
 * Where the next line with something in it begins, at or behind `start`: byte by byte, since a body may hold millions of empty
 * ones.
 */
function skipBlanks(chunk: Uint8Array, start: number): number {
  let index = start;
  while (index < chunk.length && BLANK.has(chunk[index] ?? NEWLINE)) index += 1;
  return index;
}

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
 * The lines of a stream of bytes as they come, without their newlines and what is blank before them; the last one needs no
 * newline. Empty ones are left out. Null stands for a line of more than `maxBytes`, of which no more is kept.
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
    let start = length === 0 ? skipBlanks(chunk, 0) : 0;
    while (start < chunk.length) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = end === -1 ? chunk.subarray(start) : chunk.subarray(start, end);
      length += part.length;
      if (length > maxBytes) parts = [];
      else parts.push(part);
      if (end === -1) break;
      yield takeLine();
      start = skipBlanks(chunk, end + 1);
    }
  }
  if (length > 0) yield takeLine();
}
