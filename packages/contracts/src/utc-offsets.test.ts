import { tzOffset } from "@date-fns/tz";
import { describe, it } from "vitest";

import { UTC_OFFSETS } from "./utc-offsets.ts";

const MONTHS = Array.from({ length: 36 }, (_, month) => new Date(Date.UTC(2025, month, 15)));

describe("the UTC offsets", () => {
  it("are those of every time zone that Intl knows, in three years", ({ expect }) => {
    const zones = [...Intl.supportedValuesOf("timeZone"), "Etc/GMT+12", "Etc/GMT-14"];
    const found = new Set(zones.flatMap((tz) => MONTHS.map((month) => tzOffset(tz, month) / 15)));
    expect([...UTC_OFFSETS].toSorted((left, right) => left - right)).toEqual(
      [...found].toSorted((left, right) => left - right),
    );
  });
});
