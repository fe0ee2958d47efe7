import { gzipSync } from "node:zlib";

import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import { mutateBytes } from "./mutate-bytes.ts";

/** 40 MiB of spaces, more than any body may unpack to. */
const FILLER = gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20));

/** A body as gzip; `isWhole` false: cut off, damaged, packed twice, followed by something, or far larger than allowed. */
export function packBody(random: Random, body: Buffer, isWhole: boolean): Buffer {
  const packed = gzipSync(body);
  if (isWhole) return packed;
  switch (wholeBetween(random, 0, 9)) {
    case 0:
      return gzipSync(packed);
    case 1:
      return Buffer.concat([packed, Buffer.from("more")]);
    case 2:
      return Buffer.concat([packed, packed]);
    case 3:
      return Buffer.concat([packed, FILLER]);
    case 4:
      return packed.subarray(0, Math.max(0, packed.length - wholeBetween(random, 1, 12)));
    default:
      return mutateBytes(random, packed);
  }
}
