import { expect, it } from "vitest";

import { formatPeriod, formatPrice, unitName } from "./prices.ts";

it.each([
  ["2.5", "input", "$2.50"],
  ["0.003625", "cache_read", "$0.003625"],
  ["10000", "web_searches", "$10.00"],
  ["1250", "output", "$1,250.00"],
  ["0", "input", "$0.00"],
])("shows the price %s of %s as %s", (price, unit, text) => {
  expect(formatPrice(price, unit)).toBe(text);
});

it("names a unit that it does not know by its words", () => {
  expect(unitName("cache_read")).toBe("Cache read");
  expect(unitName("storage_hours")).toBe("Storage hours");
});

it.each([
  [null, null, "Always"],
  ["2026-03-04T00:00:00.000Z", null, "Since 4 Mar 2026"],
  [null, "2026-03-04T00:00:00.000Z", "Until 4 Mar 2026"],
  ["2026-03-04T00:00:00.000Z", "2026-05-01T00:00:00.000Z", "4 Mar 2026 – 1 May 2026"],
])("tells the time from %s to %s", (from, to, text) => {
  expect(formatPeriod(from, to)).toBe(text);
});
