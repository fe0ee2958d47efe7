import * as fc from "fast-check";
import { describe, it } from "vitest";

import { sentUnits } from "./sent-units.ts";

/** Letters of one to four bytes, and what JSON puts a backslash before. */
const text = fc
  .array(fc.oneof(fc.constantFrom('"', "\\", "a", "é", "…", "🦊"), fc.string({ unit: "grapheme" })))
  .map((parts) => parts.join("").replaceAll(/\p{Cc}/gu, ""));

const value = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.constant(null),
);

describe("sentUnits", () => {
  it("stand for three bytes at least of what the values take as JSON", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const bytes = new TextEncoder().encode(JSON.stringify(values)).length;
        expect(bytes).toBeLessThanOrEqual(3 * sentUnits(values));
      }),
    );
  });
});
