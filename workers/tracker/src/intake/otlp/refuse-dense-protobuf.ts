import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { AppError } from "@voygent/http";

/** Most messages of a body. Each takes memory when it is decoded, and a Worker has 128 MB for all of its requests. */
export const MAX_MESSAGES = 500_000;

/** No message takes less than its tag and its length. */
const MIN_MESSAGE_BYTES = 2;

/** The messages within a message, by the number of their field. */
type Nested = ReadonlyMap<number, Nested>;

const messages = (...entries: [field: number, nested: Nested][]): Nested => new Map(entries);

const LEAF = messages();
const SPAN = messages([9, LEAF], [15, LEAF]);
const SCOPE_SPANS = messages([2, SPAN]);
const RESOURCE = messages([1, LEAF]);
const REQUEST = messages([1, messages([1, RESOURCE], [2, SCOPE_SPANS])]);

function countMessages(reader: BinaryReader, end: number, nested: Nested): number {
  let count = 0;
  while (reader.pos < end) {
    const [field, wireType] = reader.tag();
    const within = wireType === WireType.LengthDelimited ? nested.get(field) : undefined;
    if (within === undefined) {
      reader.skip(wireType, field);
      continue;
    }
    const length = reader.uint32();
    count += 1 + (within.size === 0 ? 0 : countMessages(reader, reader.pos + length, within));
    if (within.size === 0) reader.pos += length;
    if (count > MAX_MESSAGES) {
      throw new AppError("payload_too_large", `expected at most ${MAX_MESSAGES} messages in a body`);
    }
  }
  return count;
}

/**
 * Refuses a trace export of more than half a million messages, before it is decoded.
 * @throws AppError 413, or whatever the reader throws when the bytes are no message
 */
export function refuseDenseProtobuf(bytes: Uint8Array): void {
  if (bytes.length > MAX_MESSAGES * MIN_MESSAGE_BYTES) countMessages(new BinaryReader(bytes), bytes.length, REQUEST);
}
