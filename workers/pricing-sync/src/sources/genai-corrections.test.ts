import { OPEN_MS } from "@voygent/db";
import { describe, it } from "vitest";

import type { DailyWindow, ListedRate } from "../price-list.ts";
import { correctGenaiHours } from "./genai-corrections.ts";

const CORRECTED_FROM_MS = Date.UTC(2026, 7, 23);

const rate = (effectiveFromMs: number, window: DailyWindow | null): ListedRate => ({
  serviceTier: "standard",
  effectiveFromMs,
  effectiveToMs: OPEN_MS,
  window,
  isFree: false,
  flags: [],
  rates: { input: [{ min_input_tokens: 0, inclusive: false, rate_pico_usd: 440_000 }] },
  gaps: [],
});

describe("the hours of a model whose weekends are off-peak", () => {
  it("end where the correction begins and go on from Monday to Friday", ({ expect }) => {
    const fromMs = Date.UTC(2026, 7, 17);
    const always = rate(fromMs, null);
    const peak = rate(fromMs, [60, 240, 127]);
    expect(correctGenaiHours("deepseek", "deepseek-v4-pro", [always, peak])).toEqual([
      always,
      { ...peak, effectiveToMs: CORRECTED_FROM_MS },
      { ...peak, effectiveFromMs: CORRECTED_FROM_MS, window: [60, 240, 31], flags: ["hours_corrected"] },
    ]);
  });

  it("that begin later hold from Monday to Friday at once", ({ expect }) => {
    const peak = rate(Date.UTC(2026, 9, 1), [60, 240, 127]);
    expect(correctGenaiHours("deepseek", "deepseek-v4-flash", [peak])).toEqual([
      { ...peak, window: [60, 240, 31], flags: ["hours_corrected"] },
    ]);
  });

  it("that have ended before stay as they were", ({ expect }) => {
    const peak = { ...rate(0, [60, 240, 127]), effectiveToMs: CORRECTED_FROM_MS };
    expect(correctGenaiHours("deepseek", "deepseek-v4-flash", [peak])).toEqual([peak]);
  });

  it("stay when the list itself names days of the week", ({ expect }) => {
    const peak = rate(0, [60, 240, 63]);
    expect(correctGenaiHours("deepseek", "deepseek-v4-flash", [peak])).toEqual([peak]);
  });

  it("of any other model stay as they were", ({ expect }) => {
    const peak = rate(0, [60, 240, 127]);
    expect(correctGenaiHours("deepseek", "deepseek-chat", [peak])).toEqual([peak]);
  });
});
