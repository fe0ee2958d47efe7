import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import type { Json } from "./json-value.ts";

/** One of the items, each as likely. */
export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

const NUMBERS = [0, -0, -1, 1.5, 1e-9, 1e12, 1e12 + 1, 1e21, 2 ** 53, -(2 ** 53), 2 ** 63, 1e308, -1e308] as const;

const TEXTS = [
  "",
  " ",
  "0",
  "-1",
  "1.5",
  "NaN",
  "1e999",
  "9007199254740993",
  "\u0000",
  "line\nbreak",
  "\ud800",
  "\udfff\ud800",
  "\u202egnirts",
  "😀".repeat(300),
  "e\u0301".repeat(200),
  "x".repeat(256),
  "x".repeat(257),
  "x".repeat(20_000),
  "__proto__",
  "constructor",
  "toString",
  "'); DELETE FROM interactions; --",
  "%C3%28",
  "=HYPERLINK(1)",
  "2026-13-45T99:99:99Z",
  "1969-12-31T23:59:59Z",
  "2999-12-31T23:59:59.999Z",
  "2026-03-04T09:15:04",
  "2026-03-04T09:15:04.123456789+14:00",
] as const;

/** Names that objects have already, that mean something elsewhere, or that are no names. */
export const NAMES = [
  "__proto__",
  "constructor",
  "id",
  "type",
  "",
  "\u0000",
  "a".repeat(1000),
  "toString",
  "0",
] as const;

function nested(levels: number): Json {
  let value: Json = "deep";
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { deep: value };
  return value;
}

/** A value that stands where another kind of value is expected, or lies at the border of what is allowed. */
export function oddValue(random: Random): Json {
  switch (wholeBetween(random, 0, 7)) {
    case 0:
      return pick<Json>(random, [null, true, false, [], {}, [[]], [null], { a: { b: [] } }]);
    case 1:
    case 2:
      return pick(random, NUMBERS);
    case 3:
      return JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}');
    case 4:
      return nested(pick(random, [3, 62, 66, 500]));
    case 5:
      return Array.from({ length: wholeBetween(random, 2, 1200) }, (_, index) => index);
    default:
      return pick(random, TEXTS);
  }
}
