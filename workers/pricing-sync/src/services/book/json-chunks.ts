const MAX_CHUNK_BYTES = 1_400_000;

const encoder = new TextEncoder();

/** Splits rows so that the JSON of each part stays well within the 2 MB of one bound parameter. */
export function jsonChunks<Row>(rows: Row[]): Row[][] {
  const chunks: Row[][] = [];
  let current: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = encoder.encode(JSON.stringify(row)).length;
    if (current.length > 0 && bytes + size > MAX_CHUNK_BYTES) {
      chunks.push(current);
      current = [];
      bytes = 0;
    }
    current.push(row);
    bytes += size;
  }
  return current.length === 0 ? chunks : [...chunks, current];
}
