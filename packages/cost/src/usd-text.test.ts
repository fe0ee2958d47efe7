import { describe, it } from "vitest";

import { formatNanoUsd } from "./format-nano-usd.ts";
import { parseUsdToNano } from "./parse-usd-to-nano.ts";

describe("formatNanoUsd", () => {
  it.for([
    [0, "0.000000000"],
    [1, "0.000000001"],
    [6_450_000, "0.006450000"],
    [-1_500_000_000, "-1.500000000"],
    [9_223_372_036_854_775_807n, "9223372036.854775807"],
  ] as const)("%s → %s", ([nano, text], { expect }) => {
    expect(formatNanoUsd(nano)).toBe(text);
  });
});

describe("parseUsdToNano", () => {
  it.for([
    ["0.0042", 4_200_000],
    [0.0042, 4_200_000],
    ["0.0000000005", 1],
    ["0.00000000049999", 0],
    [1e-7, 100],
    [5e-10, 1],
    ["1234567.123456789", 1_234_567_123_456_789],
    [0.1 + 0.2, 300_000_000],
    ["12e2", 1_200_000_000_000],
  ] as const)("%s → %s", ([amount, nano], { expect }) => {
    expect(parseUsdToNano(amount)).toBe(nano);
  });

  it.for(["", "abc", "-1", "1,5", ".5", "Infinity", "99999999999"])("refuses %s", (amount, { expect }) => {
    expect(() => parseUsdToNano(amount)).toThrow(RangeError);
  });
});
