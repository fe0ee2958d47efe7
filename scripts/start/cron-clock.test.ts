import { describe, it } from "vitest";

import { cronFires } from "./cron-clock.ts";

const at = (text: string) => new Date(`2026-11-22T${text}:30Z`); // a Sunday

describe("a cron expression", () => {
  it.for([
    ["0 * * * *", "07:00", true],
    ["0 * * * *", "07:01", false],
    ["*/15 * * * *", "07:45", true],
    ["*/15 * * * *", "07:46", false],
    ["5,35 6-8 * * *", "07:35", true],
    ["5,35 6-8 * * *", "09:35", false],
    ["10/20 * * * *", "07:50", true],
    ["0 7 22 11 0", "07:00", true],
    ["0 7 * * 1-5", "07:00", false],
  ] as const)("%s at %s: %s", ([cron, time, expected], { expect }) => {
    expect(cronFires(cron, at(time))).toBe(expected);
  });
});
