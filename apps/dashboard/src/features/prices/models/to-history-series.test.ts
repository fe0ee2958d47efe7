import { expect, it } from "vitest";

import { toHistorySeries } from "./to-history-series.ts";

const DAY_MS = 86_400_000;
const nowMs = Date.parse("2026-11-22T00:00:00Z");
const known = { recorded_at: "2026-01-01T00:00:00Z", superseded_at: null };

it("draws a price until it changes, and the days before the first and after the last change", () => {
  const change = "2026-06-01T00:00:00.000Z";
  const history = {
    data: [
      {
        source: "genai-prices" as const,
        service_tier: "standard",
        unit: "input",
        daily_window: null,
        points: [
          { from: null, to: change, price: "3", ...known },
          { from: change, to: null, price: "2.5", ...known },
        ],
      },
      { source: "litellm" as const, service_tier: "batch", unit: "input", daily_window: null, points: [] },
    ],
  };
  const { series, points } = toHistorySeries(history, { unit: "input", tier: "standard", nowMs });
  expect(series).toEqual([{ key: "genai-prices", name: "genai-prices" }]);
  expect(points).toEqual([
    { atMs: Date.parse(change) - 90 * DAY_MS, prices: [3] },
    { atMs: Date.parse(change), prices: [2.5] },
    { atMs: nowMs + 14 * DAY_MS, prices: [2.5] },
  ]);
});

it("leaves a gap where a list has no price, and shows prices to come", () => {
  const start = "2026-12-24T00:00:00.000Z";
  const history = {
    data: [
      {
        source: "override" as const,
        service_tier: "standard",
        unit: "output",
        daily_window: null,
        points: [{ from: start, to: null, price: "10", ...known }],
      },
    ],
  };
  const { points } = toHistorySeries(history, { unit: "output", tier: "standard", nowMs });
  expect(points.map(({ prices }) => prices)).toEqual([[null], [10], [10]]);
  expect(points.at(-1)?.atMs).toBe(Date.parse(start) + 14 * DAY_MS);
});

it("tells the price of a thousand searches, not of a million", () => {
  const history = {
    data: [
      {
        source: "litellm" as const,
        service_tier: "standard",
        unit: "web_searches",
        daily_window: null,
        points: [{ from: null, to: null, price: "12500", ...known }],
      },
    ],
  };
  const { points } = toHistorySeries(history, { unit: "web_searches", tier: "standard", nowMs });
  expect(points.map(({ prices }) => prices)).toEqual([[12.5], [12.5]]);
});
