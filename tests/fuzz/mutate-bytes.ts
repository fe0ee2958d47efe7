import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import { pick } from "./odd-values.ts";

const INSERTS = [
  "\ufeff",
  "\u0000",
  "}",
  "]",
  "[",
  "{",
  '"',
  "\\",
  ",",
  ":",
  "\\ud800",
  "\n",
  "\r\n\r\n",
  "NaN",
  "1e999",
];

function place(random: Random, body: Buffer): number {
  return wholeBetween(random, 0, body.length);
}

function insert(random: Random, body: Buffer, inserted: Buffer): Buffer {
  const at = place(random, body);
  return Buffer.concat([body.subarray(0, at), inserted, body.subarray(at)]);
}

function flip(random: Random, body: Buffer): Buffer {
  const changed = Buffer.from(body);
  const at = wholeBetween(random, 0, Math.max(0, body.length - 1));
  if (body.length > 0) changed[at] = (changed[at] ?? 0) ^ (1 << wholeBetween(random, 0, 7));
  return changed;
}

/** The bytes with one thing wrong in them: cut off, a bit turned, something in between, a number that is none. */
export function mutateBytes(random: Random, body: Buffer): Buffer {
  switch (wholeBetween(random, 0, 7)) {
    case 0:
      return body.subarray(0, place(random, body));
    case 1:
      return flip(random, body);
    case 2:
      return insert(random, body, Buffer.from([0xc3, 0x28]));
    case 3: {
      const text = body.toString("latin1");
      const number = pick(random, ["-", "01", "1e999", "NaN", "0x10", "1.", "--1", "Infinity", "1_000"]);
      return Buffer.from(text.replace(/(?<=[:,])-?\d+(\.\d+)?/, number), "latin1");
    }
    case 4: {
      const [start, end] = [place(random, body), place(random, body)];
      return Buffer.concat([body.subarray(0, Math.min(start, end)), body.subarray(Math.max(start, end))]);
    }
    case 5:
      return Buffer.concat([body, body]);
    default:
      return insert(random, body, Buffer.from(pick(random, ["", ...INSERTS])));
  }
}
