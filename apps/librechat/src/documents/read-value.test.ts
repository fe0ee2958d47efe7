import { it } from "vitest";

import { readInstantMs, readNumber } from "./read-value.ts";

it.for([
  [{ $date: "2026-03-04T09:15:04.120Z" }, Date.UTC(2026, 2, 4, 9, 15, 4, 120)],
  [{ $date: { $numberLong: "1772615704120" } }, 1_772_615_704_120],
  ["2026-03-04T10:15:04.120+01:00", Date.UTC(2026, 2, 4, 9, 15, 4, 120)],
  ["2026-03-04", null],
  ["4 March 2026 09:15", null],
  [{ $date: { $numberLong: "9000000000000000000" } }, null],
  [{ $date: "0000-01-01T00:00:00Z" }, null],
  [new Date(Number.NaN), null],
] as const)("the instant of %j is %j", ([value, ms], { expect }) => {
  expect(readInstantMs(value)).toBe(ms);
});

it.for([
  [-0, 0],
  [{ $numberDecimal: "-1000" }, -1000],
  [{ $numberLong: "-1000" }, -1000],
  ["-1000", null],
  [Number.POSITIVE_INFINITY, null],
] as const)("the number of %j is %j", ([value, number], { expect }) => {
  expect(readNumber(value)).toBe(number);
});
