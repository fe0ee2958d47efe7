import { describe, expect, it } from "vitest";

import { decimalPlaces, shiftDecimal, subtractUsd, withPlaces } from "./decimal.ts";

describe("decimal texts", () => {
  it.each([
    ["2.50", -3, "0.0025"],
    ["10000", -3, "10"],
    ["0.003625", 0, "0.003625"],
    ["0.0036", 3, "3.6"],
    ["2.5", 0, "2.5"],
    ["0", -3, "0"],
    ["100", 2, "10000"],
    ["-1.5", 1, "-15"],
  ])("moves the point of %s by %i places: %s", (text, places, moved) => {
    expect(shiftDecimal(text, places)).toBe(moved);
  });

  it.each([
    ["1.500000000", 1],
    ["0.000000001", 9],
    ["100", 0],
    ["0.000000000000000", 0],
  ])("counts the places that %s needs: %i", (text, places) => {
    expect(decimalPlaces(text)).toBe(places);
  });

  it("writes as many places as asked for", () => {
    expect(withPlaces("0.5", 4)).toBe("0.5000");
    expect(withPlaces("0.500000000000000", 2)).toBe("0.50");
    expect(withPlaces("12.000", 0)).toBe("12");
  });

  it("subtracts to the nano-dollar", () => {
    expect(subtractUsd("0.300000000", "0.100000000")).toBe("0.200000000");
    expect(subtractUsd("1.000000000", "1.000000001")).toBe("-0.000000001");
  });
});
