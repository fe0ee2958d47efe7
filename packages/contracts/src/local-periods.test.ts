import { describe, it } from "vitest";

import { listLocalDays } from "./local-days.ts";
import { listWholeWeeks, mondayOf } from "./local-periods.ts";

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
    expect(weeks("UTC", "2026-03-01", "2026-03-21").map(({ period }) => period)).toEqual([
      "2026-03-02/P1W",
      "2026-03-09/P1W",
    ]);
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
