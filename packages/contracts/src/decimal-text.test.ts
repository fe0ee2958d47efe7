import { describe, it } from "vitest";

import { decimalText, scaledDecimal } from "./decimal-text.ts";

describe("decimal texts", () => {
  it.for([
    ["0", 6, 0],
    ["2.5", 6, 2_500_000],
    ["0.000001", 6, 1],
    ["1000000", 6, 1_000_000_000_000],
    ["12.34", 2, 1_234],
    ["0.005", 12, 5_000_000_000],
  ] as const)("%s with %i places is %i", ([text, places, scaled], { expect }) => {
    expect([scaledDecimal(text, places), decimalText(scaled, places)]).toEqual([scaled, text]);
  });

  it.for([
    ["0.0000001", 6],
    ["1e3", 6],
    ["-1", 6],
    ["", 6],
    ["99999999999", 6],
  ] as const)("refuse %s", ([text, places], { expect }) => {
    expect(() => scaledDecimal(text, places)).toThrow(RangeError);
  });
});
