import * as fc from "fast-check";
import { describe, it } from "vitest";

import { addPicoUsd, type PicoUsd, picoToNanoUsd } from "./nano-usd.ts";

const nearSafe = fc.integer({ min: Number.MAX_SAFE_INTEGER - 2_000, max: Number.MAX_SAFE_INTEGER });
const sum: fc.Arbitrary<PicoUsd> = fc.oneof(fc.nat(), nearSafe, fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }));
const factor = fc.oneof(fc.nat({ max: 2_000 }), fc.nat({ max: 1_000_000_000_000 }));

describe("sums of pico-dollars", () => {
  it("are exact below and beyond 2^53", ({ expect }) => {
    fc.assert(
      fc.property(sum, factor, factor, (before, count, picoUsd) => {
        const after = addPicoUsd(before, count, picoUsd);
        expect(BigInt(after)).toBe(BigInt(before) + BigInt(count) * BigInt(picoUsd));
      }),
    );
  });

  it("round half up to nano-dollars, as a number and as a bigint", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), nearSafe), (picoUsd) => {
        const nanoUsd = (BigInt(picoUsd) + 500n) / 1_000n;
        expect([picoToNanoUsd(picoUsd), picoToNanoUsd(BigInt(picoUsd))]).toEqual([Number(nanoUsd), Number(nanoUsd)]);
      }),
    );
  });
});
