import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import { pick } from "./odd-values.ts";

/** A field of a protobuf message: a varint, 64 or 32 fixed bits, bytes, or a message. `claims` is a wrong length. */
export type Field = { number: number; claims?: number } & (
  | { varint: bigint }
  | { fixed64: bigint }
  | { fixed32: number }
  | { bytes: Buffer }
  | { message: Field[] }
);

const BITS_64 = (1n << 64n) - 1n;

function encodeVarint(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value & BITS_64;
  while (left > 127n) {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  return Buffer.from([...bytes, Number(left)]);
}

const tag = (number: number, wireType: number) => encodeVarint((BigInt(number) << 3n) | BigInt(wireType));

function encodeField(field: Field): Buffer {
  if ("varint" in field) return Buffer.concat([tag(field.number, 0), encodeVarint(field.varint)]);
  if ("fixed64" in field) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(field.fixed64 & BITS_64);
    return Buffer.concat([tag(field.number, 1), bytes]);
  }
  if ("fixed32" in field) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(field.fixed32);
    return Buffer.concat([tag(field.number, 5), bytes]);
  }
  const content = "bytes" in field ? field.bytes : encodeMessage(field.message);
  return Buffer.concat([tag(field.number, 2), encodeVarint(BigInt(field.claims ?? content.length)), content]);
}

/** The bytes of a message. */
export const encodeMessage = (fields: Field[]): Buffer => Buffer.concat(fields.map(encodeField));

function listsIn(fields: Field[], found: Field[][] = []): Field[][] {
  found.push(fields);
  for (const field of fields) if ("message" in field) listsIn(field.message, found);
  return found;
}

function nested(levels: number): Field {
  let field: Field = { number: 1, bytes: Buffer.from("deep") };
  for (let level = 0; level < levels; level += 1) field = { number: level % 2 === 0 ? 2 : 6, message: [field] };
  return field;
}

function oddField(random: Random, number: number): Field {
  switch (wholeBetween(random, 0, 6)) {
    case 0:
      return { number, varint: pick(random, [0n, -1n, 1n << 53n, 1n << 63n, BITS_64]) };
    case 1:
      return { number, fixed64: pick(random, [0n, BITS_64, 0x7ff8000000000000n, 0x7ff0000000000000n]) };
    case 2:
      return { number, fixed32: 0xffffffff };
    case 3:
      return nested(pick(random, [10, 120, 900]));
    case 4:
      return { number, bytes: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]) };
    case 5:
      return { number, bytes: Buffer.alloc(wholeBetween(random, 0, 40), 0x30) };
    default:
      return { number, bytes: Buffer.alloc(20_000, 0x78) };
  }
}

/** The message with one thing changed in it: a field gone, twice, of another type, number or length. */
export function mutateMessage(random: Random, fields: Field[]): Field[] {
  const changed = structuredCloneOf(fields);
  const lists = listsIn(changed).filter((list) => list.length > 0);
  const list = lists[wholeBetween(random, 0, lists.length - 1)] ?? changed;
  const at = wholeBetween(random, 0, list.length - 1);
  const field = list[at];
  if (field === undefined) return changed;
  switch (wholeBetween(random, 0, 7)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.push(field);
      break;
    case 2:
      field.number = pick(random, [0, 1, 2, 7, 15, 19_000, 536_870_911]);
      break;
    case 3:
    case 4:
      field.claims = pick(random, [0, 1, 127, 1_000_000, 2 ** 31, 2 ** 40]);
      break;
    default:
      list[at] = oddField(random, field.number);
  }
  return changed;
}

function structuredCloneOf(fields: Field[]): Field[] {
  return fields.map((field) =>
    "message" in field ? { ...field, message: structuredCloneOf(field.message) } : { ...field },
  );
}
