import { describe, it } from "vitest";

import { listLocalDays } from "./local-days.ts";
import { listLocalHours } from "./local-hours.ts";

const hoursOf = (tz: string, day: string) => listLocalDays(tz, day, day).flatMap((local) => listLocalHours(tz, local));

describe("the hours of a day", () => {
  it("begin on local hours, also where the offset is not whole", ({ expect }) => {
    const hours = hoursOf("Asia/Kathmandu", "2026-03-04");
    expect(hours).toHaveLength(24);
    expect([hours[0]?.hour, hours[23]?.hour]).toEqual(["2026-03-04T00:00:00+05:45", "2026-03-04T23:00:00+05:45"]);
  });

  it("are 23 when summer time begins, and two have one name but for the offset when it ends", ({ expect }) => {
    expect(hoursOf("Europe/Berlin", "2026-03-29")).toHaveLength(23);
    const hours = hoursOf("Europe/Berlin", "2026-10-25").map(({ hour }) => hour);
    expect(hours).toHaveLength(25);
    expect(hours.slice(2, 4)).toEqual(["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]);
  });

  it("cover the day without a gap where clocks move by half an hour", ({ expect }) => {
    const hours = hoursOf("Australia/Lord_Howe", "2026-04-05");
    const gaps = hours.slice(1).filter((hour, index) => hour.startQuarterHour !== hours[index]?.endQuarterHour);
    expect(gaps).toEqual([]);
    expect(new Set(hours.map(({ hour }) => hour)).size).toBe(hours.length);
  });

  it("are cut where the day is", ({ expect }) => {
    const [day] = listLocalDays("UTC", "2026-03-04", "2026-03-04");
    const start = day?.startQuarterHour ?? 0;
    expect(
      listLocalHours("UTC", { day: "2026-03-04", startQuarterHour: start + 6, endQuarterHour: start + 9 }),
    ).toEqual([
      { hour: "2026-03-04T01:00:00+00:00", startQuarterHour: start + 6, endQuarterHour: start + 8 },
      { hour: "2026-03-04T02:00:00+00:00", startQuarterHour: start + 8, endQuarterHour: start + 9 },
    ]);
  });
});
