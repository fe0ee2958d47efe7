import { describe, it } from "vitest";

import { addDays, listLocalDays, localDayOf, QUARTER_HOUR_MS } from "./local-days.ts";

/** The hours of each day and the UTC instant at which the first begins. */
function describeDays(tz: string, firstDay: string, lastDay: string) {
  const days = listLocalDays(tz, firstDay, lastDay);
  return {
    starts: new Date((days[0]?.startQuarterHour ?? Number.NaN) * QUARTER_HOUR_MS).toISOString(),
    days: days.map(({ day }) => day),
    hours: days.map(({ startQuarterHour, endQuarterHour }) => (endQuarterHour - startQuarterHour) / 4),
  };
}

describe("the days of a time zone", () => {
  it.for([
    ["UTC", "2026-03-28", "2026-03-30", "2026-03-28T00:00:00.000Z", [24, 24, 24]],
    ["Europe/Berlin", "2026-03-28", "2026-03-30", "2026-03-27T23:00:00.000Z", [24, 23, 24]],
    ["Europe/Berlin", "2026-10-24", "2026-10-26", "2026-10-23T22:00:00.000Z", [24, 25, 24]],
    ["Asia/Kolkata", "2026-01-01", "2026-01-02", "2025-12-31T18:30:00.000Z", [24, 24]],
    ["Asia/Kathmandu", "2026-01-01", "2026-01-02", "2025-12-31T18:15:00.000Z", [24, 24]],
    // Lord Howe Island moves its clock by half an hour.
    ["Australia/Lord_Howe", "2026-04-04", "2026-04-06", "2026-04-03T13:00:00.000Z", [24, 24.5, 24]],
    ["Australia/Lord_Howe", "2026-10-03", "2026-10-05", "2026-10-02T13:30:00.000Z", [24, 23.5, 24]],
    // Havana skips the hour after midnight in spring and repeats it in autumn.
    ["America/Havana", "2026-03-07", "2026-03-09", "2026-03-07T05:00:00.000Z", [24, 23, 24]],
    ["America/Havana", "2026-10-31", "2026-11-02", "2026-10-31T04:00:00.000Z", [24, 25, 24]],
  ] as const)("begin and end where the clock of %s says, %s to %s", ([tz, first, last, starts, hours], { expect }) => {
    expect(describeDays(tz, first, last)).toMatchObject({ starts, hours });
  });

  it("leave out the day that Samoa skipped", ({ expect }) => {
    expect(describeDays("Pacific/Apia", "2011-12-29", "2011-12-31")).toEqual({
      starts: "2011-12-29T10:00:00.000Z",
      days: ["2011-12-29", "2011-12-31"],
      hours: [24, 24],
    });
  });

  it("follow each other without a gap over ten years", ({ expect }) => {
    const days = listLocalDays("Africa/Casablanca", "2020-01-01", "2029-12-31");
    expect(days).toHaveLength(3653);
    expect(days.slice(1).every((day, index) => day.startQuarterHour === days[index]?.endQuarterHour)).toBe(true);
  });

  it("know on which day an instant falls", ({ expect }) => {
    const instantMs = Date.parse("2026-03-01T20:30:00Z");
    expect(["UTC", "Asia/Tokyo", "America/Los_Angeles"].map((tz) => localDayOf(tz, instantMs))).toEqual([
      "2026-03-01",
      "2026-03-02",
      "2026-03-01",
    ]);
  });

  it("are counted over the ends of months and years", ({ expect }) => {
    expect([addDays("2024-02-28", 1), addDays("2026-01-01", -1)]).toEqual(["2024-02-29", "2025-12-31"]);
  });
});
