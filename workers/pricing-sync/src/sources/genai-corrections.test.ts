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
  it("hold from Monday to Friday in a period of the same prices that begins with the correction", ({ expect }) => {
    const fromMs = Date.UTC(2026, 7, 17);
    const [first, always, peak] = [rate(0, null), rate(fromMs, null), rate(fromMs, [60, 240, 127])];
    expect(correctGenaiHours("deepseek", "deepseek-v4-pro", [first, always, peak])).toEqual([
      first,
      always,
      peak,
      { ...always, effectiveFromMs: CORRECTED_FROM_MS },
      { ...peak, effectiveFromMs: CORRECTED_FROM_MS, window: [60, 240, 31], flags: ["hours_corrected"] },
    ]);
  });

  it("hold from Monday to Friday in a period of the list that begins later", ({ expect }) => {
    const peak = rate(Date.UTC(2026, 9, 1), [60, 240, 127]);
    expect(correctGenaiHours("deepseek", "deepseek-v4-flash", [peak])).toEqual([
      { ...peak, window: [60, 240, 31], flags: ["hours_corrected"] },
    ]);
  });

  it("hold from Monday to Friday where the list itself has a period from that day on", ({ expect }) => {
    const [first, peak] = [rate(0, [60, 240, 127]), rate(CORRECTED_FROM_MS, [60, 240, 127])];
    expect(correctGenaiHours("deepseek", "deepseek-v4-flash", [first, peak])).toEqual([
      first,
      { ...peak, window: [60, 240, 31], flags: ["hours_corrected"] },
    ]);
  });

  it("stay when the list itself names days of the week", ({ expect }) => {
    const peak = rate(CORRECTED_FROM_MS, [60, 240, 63]);
    expect(correctGenaiHours("deepseek", "deepseek-v4-flash", [peak])).toEqual([peak]);
  });

  it("of any other model stay as they were", ({ expect }) => {
    const peak = rate(0, [60, 240, 127]);
    expect(correctGenaiHours("deepseek", "deepseek-chat", [peak])).toEqual([peak]);
  });
});
