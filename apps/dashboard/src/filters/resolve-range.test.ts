import { it } from "vitest";

import { resolveRange } from "./resolve-range.ts";

const now = new Date("2026-03-04T23:40:00Z");

it("takes the last 30 days with today when nothing is asked for", ({ expect }) => {
  expect(resolveRange({}, now, "UTC")).toMatchObject({
    preset: "30d",
    startDay: "2026-02-03",
    endDay: "2026-03-04",
    dayCount: 30,
    interval: "day",
    previousStartDay: "2026-01-04",
  });
});

it("takes today from the time zone", ({ expect }) => {
  expect(resolveRange({ range: "today", tz: "Asia/Tokyo" }, now, "UTC")).toMatchObject({
    startDay: "2026-03-05",
    endDay: "2026-03-05",
    previousStartDay: "2026-03-04",
  });
});

it("compares an unfinished day with as much of the earlier one, to the next quarter hour", ({ expect }) => {
  expect(resolveRange({ range: "7d" }, now, "UTC").previousEnd).toBe("2026-02-25T23:45:00.000Z");
});

it("keeps the time of day when the clocks changed in between", ({ expect }) => {
  // 30 March 2026 10:00 in Berlin is UTC+2; a week earlier 10:00 was UTC+1.
  const summer = new Date("2026-03-30T08:00:00Z");
  expect(resolveRange({ range: "7d" }, summer, "Europe/Berlin").previousEnd).toBe("2026-03-23T09:00:00.000Z");
});

it("compares a finished range with whole days, and puts its ends in order", ({ expect }) => {
  expect(resolveRange({ start: "2026-01-31", end: "2026-01-01" }, now, "UTC")).toMatchObject({
    preset: "custom",
    startDay: "2026-01-01",
    endDay: "2026-01-31",
    previousStartDay: "2025-12-01",
    previousEnd: "2025-12-31",
  });
});

it.for([
  [{ range: "today" }, 1, "hour"],
  [{ range: "90d" }, 90, "day"],
  [{ range: "12m" }, 365, "week"],
  [{ start: "2022-01-01", end: "2025-12-31" }, 1461, "month"],
] as const)("widens the interval with the range: %j", ([search, dayCount, interval], { expect }) => {
  expect(resolveRange(search, now, "UTC")).toMatchObject({ dayCount, interval });
});
