import { describe, it } from "vitest";

import { formatExactUsd, formatUsd, formatUsdTick } from "./money.ts";

describe("formatUsd", () => {
  it.for([
    ["0.000000000", "$0.00"],
    ["1234.560000000", "$1,234.56"],
    ["1.005000000", "$1.01"],
    ["0.500000000", "$0.5000"],
    ["0.034200000", "$0.0342"],
    ["0.003420000", "$0.0034"],
    ["0.000120000", "$0.0001"],
    ["0.000000240", "<$0.0001"],
    ["-2.500000000", "-$2.50"],
  ])("shows %s as %s", ([amount = "", text], { expect }) => {
    expect(formatUsd(amount)).toBe(text);
  });
});

describe("formatExactUsd", () => {
  it.for([
    ["1234567.123456789", "$1,234,567.123456789"],
    ["0.000000240", "$0.000000240"],
    ["-12.500000000", "-$12.500000000"],
  ])("keeps every place of %s", ([amount = "", text], { expect }) => {
    expect(formatExactUsd(amount)).toBe(text);
  });
});

describe("formatUsdTick", () => {
  it.for([
    [0, 5, "$0"],
    [12, 4, "$12"],
    [1250, 250, "$1.3K"],
    [5, 2.5, "$5.00"],
    [0.3, 0.1, "$0.30"],
    [0.0025, 0.0005, "$0.0025"],
  ] as const)("shows %d on an axis in steps of %d as %s", ([usd, step, text], { expect }) => {
    expect(formatUsdTick(usd, step)).toBe(text);
  });
});
