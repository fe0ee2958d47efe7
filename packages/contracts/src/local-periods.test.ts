import { describe, it } from "vitest";

import { listLocalDays } from "./local-days.ts";
import { listWholeWeeks, mondayOf, utcOffsetOf } from "./local-periods.ts";

const weeks = (tz: string, first: string, last: string) => listWholeWeeks(listLocalDays(tz, first, last));

describe("weeks", () => {
  it("begin on Monday", ({ expect }) => {
    expect(["2026-03-08", "2026-03-09", "2026-03-15"].map(mondayOf)).toEqual([
      "2026-03-02",
      "2026-03-09",
      "2026-03-09",
    ]);
  });

  it("are listed only when all of their days are", ({ expect }) => {
    // 2026-03-01 is a Sunday, 2026-03-21 a Saturday.
    expect(weeks("UTC", "2026-03-01", "2026-03-21").map(({ monday }) => monday)).toEqual(["2026-03-02", "2026-03-09"]);
  });

  it("are an hour shorter when summer time begins", ({ expect }) => {
    const [week] = weeks("Europe/Berlin", "2026-03-23", "2026-03-29");
    expect((week?.endQuarterHour ?? 0) - (week?.startQuarterHour ?? 0)).toBe(7 * 96 - 4);
  });

  it("hold the day that a zone skipped", ({ expect }) => {
    // Apia had no Friday, 2011-12-30.
    const [week] = weeks("Pacific/Apia", "2011-12-26", "2012-01-01");
    expect((week?.endQuarterHour ?? 0) - (week?.startQuarterHour ?? 0)).toBe(6 * 96);
  });
});

const offsets = (tz: string, first: string, last: string) =>
  listLocalDays(tz, first, last).map((day) => utcOffsetOf(day.day, day));

describe("the UTC offset of a day or week", () => {
  it("is that of its clocks, and none when they are moved", ({ expect }) => {
    expect(offsets("Europe/Berlin", "2026-03-28", "2026-03-30")).toEqual([4, null, 8]);
    expect(weeks("Europe/Berlin", "2026-03-16", "2026-03-29").map((week) => utcOffsetOf(week.monday, week))).toEqual([
      4,
      null,
    ]);
  });

  it("is there in quarter hours", ({ expect }) => {
    expect(offsets("Asia/Kathmandu", "2026-03-28", "2026-03-28")).toEqual([23]);
  });

  it("is none where a day is cut", ({ expect }) => {
    const [day] = listLocalDays("UTC", "2026-03-28", "2026-03-28");
    expect(day && utcOffsetOf(day.day, { ...day, endQuarterHour: day.endQuarterHour - 1 })).toBeNull();
  });

  it("is none when no zone has it today", ({ expect }) => {
    // Venezuela was four and a half hours behind UTC until 2016.
    expect(offsets("America/Caracas", "2015-01-01", "2015-01-01")).toEqual([null]);
  });
});
