import { describe, it } from "vitest";

import { endPeriods, makeRoom } from "./own-periods.ts";

const OPEN = 1000;
const row = (effectiveFromMs: number, effectiveToMs: number) => ({ effectiveFromMs, effectiveToMs });

describe("a setting from a date on", () => {
  it("is the first one", ({ expect }) => {
    expect(makeRoom([], 10, OPEN)).toEqual({ replaced: [], kept: [], toMs: OPEN });
  });

  it("replaces the one of the same date", ({ expect }) => {
    expect(makeRoom([row(10, OPEN)], 10, OPEN)).toEqual({ replaced: [row(10, OPEN)], kept: [], toMs: OPEN });
  });

  it("ends the one before", ({ expect }) => {
    expect(makeRoom([row(0, OPEN)], 10, OPEN)).toEqual({ replaced: [row(0, OPEN)], kept: [row(0, 10)], toMs: OPEN });
  });

  it("leaves what ended before it", ({ expect }) => {
    expect(makeRoom([row(0, 5)], 10, OPEN)).toEqual({ replaced: [], kept: [], toMs: OPEN });
  });

  it("holds until the next one", ({ expect }) => {
    expect(makeRoom([row(20, OPEN), row(30, 40)], 10, OPEN)).toEqual({ replaced: [], kept: [], toMs: 20 });
  });
});

describe("ending settings", () => {
  it("keeps the past, ends the present and withdraws the future", ({ expect }) => {
    expect(endPeriods([row(0, 5), row(5, 20), row(20, OPEN)], 10)).toEqual({
      replaced: [row(5, 20), row(20, OPEN)],
      kept: [row(5, 10)],
    });
  });

  it("at its very start leaves nothing of a setting", ({ expect }) => {
    expect(endPeriods([row(10, OPEN)], 10)).toEqual({ replaced: [row(10, OPEN)], kept: [] });
  });
});
