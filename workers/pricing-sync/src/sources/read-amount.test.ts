import { describe, it } from "vitest";

import { readAmount } from "./read-amount.ts";

describe("a foreign price", () => {
  it.for<[unknown, number, number]>([
    [2.5e-6, 1, 2_500_000],
    [1.3e-7, 1, 130_000],
    [2.5, 1e6, 2_500_000],
    [10, 1e3, 10_000_000_000],
    [0.36, 3600, 100_000_000],
    [0.083_333_333, 1e6, 83_333],
    ["0.0000006000000000000001", 1, 600_000],
    ["1e-12", 1, 1],
    [" 0.50 ", 1e6, 500_000],
    [1, 1, 1_000_000_000_000],
  ])("of %s for %s units is %s pico-dollars a unit", ([value, per, picoUsd], { expect }) => {
    expect(readAmount(value, per)).toEqual({ picoUsd });
  });

  it.for<[unknown, string]>([
    [0, "zero_unknown"],
    ["0.000", "zero_unknown"],
    [-0, "zero_unknown"],
    [-1, "negative"],
    ["-0.5", "negative"],
    [Number.NaN, "not_a_number"],
    [Number.POSITIVE_INFINITY, "not_a_number"],
    [null, "not_a_number"],
    [undefined, "not_a_number"],
    [true, "not_a_number"],
    ["", "not_a_number"],
    ["1,5", "not_a_number"],
    ["0x10", "not_a_number"],
    ["1e999999999", "out_of_range"],
    [1.000_001, "out_of_range"],
    [1e-14, "out_of_range"],
    [`0.${"0".repeat(100)}1`, "not_a_number"],
  ])("of %s is none: %s", ([value, reason], { expect }) => {
    expect(readAmount(value)).toEqual({ reason });
  });
});
