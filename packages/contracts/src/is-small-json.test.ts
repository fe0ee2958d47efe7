import { describe, it } from "vitest";

import { isSmallJson } from "./is-small-json.ts";

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe("isSmallJson", () => {
  it.for([
    {},
    { a: "é" },
    { a: [0, 0, 0, [], {}], b: { c: null, d: true, e: 1.5 } },
    { '"quoted"': '\n"' },
    { list: Array.from({ length: 500 }, () => 0) },
    Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, []])),
  ])("draws the line at the bytes of the JSON of %j", (value, { expect }) => {
    const bytes = bytesOf(value);
    expect([isSmallJson(value, bytes), isSmallJson(value, bytes - 1)]).toEqual([true, false]);
  });

  it.for([undefined, 1n, NaN, Infinity, () => 0, [undefined]])("refuses %o, which is no JSON", (value, { expect }) => {
    expect(isSmallJson({ a: value }, 1_000)).toBe(false);
  });

  it.for([
    ["lists", (count: () => object) => Array.from({ length: 100_000 }, count)],
    ["names", (count: () => object) => Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [at, count()]))],
    [
      "lists in lists",
      (count: () => object) => Array.from({ length: 100 }, () => Array.from({ length: 1_000 }, count)),
    ],
  ] as const)("looks at no more entries of many %s than fit", ([, build], { expect }) => {
    let looks = 0;
    const look = () => {
      looks += 1;
      return [];
    };
    const counted = () => new Proxy({}, { ownKeys: look });
    expect(isSmallJson({ a: build(counted) }, 8_192)).toBe(false);
    expect(looks).toBeLessThanOrEqual(4_096);
  });

  it("ends on a circle", ({ expect }) => {
    const circle: Record<string, unknown> = {};
    circle["a"] = circle;
    expect(isSmallJson(circle, 8_192)).toBe(false);
  });
});
