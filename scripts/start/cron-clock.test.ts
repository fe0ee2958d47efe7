import { describe, it, onTestFinished, vi } from "vitest";

import { cronFires, startCronClock } from "./cron-clock.ts";

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

it("the clock fires each expression in its minutes, once, until it is stopped", async ({ expect }) => {
  vi.useFakeTimers({ now: at("06:58") });
  onTestFinished(() => void vi.useRealTimers());
  const fired: string[] = [];
  const clock = startCronClock(["0 * * * *", "30 * * * *"], (cron) => {
    fired.push(`${cron} at ${new Date().toISOString().slice(11, 16)}`);
  });
  await vi.advanceTimersByTimeAsync(2 * 60 * 60_000);
  expect(fired).toEqual(["0 * * * * at 07:00", "30 * * * * at 07:30", "0 * * * * at 08:00", "30 * * * * at 08:30"]);
  clock.stop();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(fired).toHaveLength(4);
});
