import * as fc from "fast-check";
import { describe, it } from "vitest";

import { fingerprint } from "./fingerprint.ts";

describe("a fingerprint", () => {
  it("has 16 hex digits, and is the same for the same text", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fingerprint(text)).toMatch(/^[0-9a-f]{16}$/);
        expect(fingerprint(text)).toBe(fingerprint(`${text} `.slice(0, -1)));
      }),
    );
  });

  it("tells texts apart that differ in one character", ({ expect }) => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 300 });
    const changed = units.chain((text) =>
      fc.tuple(fc.constant(text), fc.nat(text.length - 1), fc.integer({ min: 1, max: 0xffff })),
    );
    fc.assert(
      fc.property(changed, ([text, place, flip]) => {
        const other = text.with(place, (text[place] ?? 0) ^ flip);
        expect(fingerprint(String.fromCharCode(...text))).not.toBe(fingerprint(String.fromCharCode(...other)));
      }),
    );
  });

  it("tells 300,000 events apart that differ in a count or an instant only", ({ expect }) => {
    const texts = Array.from({ length: 300_000 }, (_, index) =>
      JSON.stringify(["conv-1", "u-1", 1_790_000_000_000 + (index % 1000), [Math.floor(index / 1000), index % 7]]),
    );
    expect(new Set(texts.map(fingerprint)).size).toBe(300_000);
  });
});
