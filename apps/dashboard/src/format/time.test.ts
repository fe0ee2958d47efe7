import { describe, it } from "vitest";

import {
  formatClock,
  formatDay,
  formatDuration,
  formatInstant,
  formatMonth,
  formatRecentInstant,
  formatWeekday,
} from "./time.ts";

it("shows an instant in the chosen zone, not in the machine's", ({ expect }) => {
  const instant = "2026-03-04T23:15:04.120Z";
  expect(formatInstant(instant, "UTC")).toBe("4 Mar 2026, 23:15");
  expect(formatInstant(instant, "Asia/Kathmandu")).toBe("5 Mar 2026, 05:00");
  expect(formatClock(instant, "Europe/Berlin")).toBe("00:15:04");
});

it("leaves the year out while it is this one in the chosen zone", ({ expect }) => {
  const now = new Date("2026-12-31T23:30:00Z");
  expect(formatRecentInstant("2026-03-04T23:15:00Z", "UTC", now)).toBe("4 Mar, 23:15");
  expect(formatRecentInstant("2026-03-04T23:15:00Z", "Europe/Berlin", now)).toBe("5 Mar 2026, 00:15");
});

it("never moves a calendar day across a zone", ({ expect }) => {
  expect([formatDay("2026-03-04"), formatDay("2026-03-04", true)]).toEqual(["4 Mar", "4 Mar 2026"]);
  expect(formatWeekday("2026-03-04")).toBe("Wed, 4 Mar 2026");
  expect(formatMonth("2026-03-01")).toBe("Mar 2026");
});

describe("formatDuration", () => {
  it.for([
    [340, "340 ms"],
    [2_140, "2.14 s"],
    [200_000, "3 min 20 s"],
    [7_500_000, "2 h 5 min"],
    [180_000_000, "2 d 2 h"],
  ] as const)("shows %d as %s", ([ms, text], { expect }) => expect(formatDuration(ms)).toBe(text));
});
