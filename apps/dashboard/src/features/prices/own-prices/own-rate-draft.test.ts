import { expect, expectTypeOf, it } from "vitest";

import type { ListedRate } from "../../../api/pricing-schema.ts";
import { EMPTY_DRAFT, OWN_UNITS, draftOfRate, toOverrideRequest } from "./own-rate-draft.ts";
import type { OwnUnit } from "./own-rate-draft.ts";

const NOW_MS = Date.parse("2026-06-01T12:00:00Z");

const RATE: ListedRate = {
  id: "rate-1",
  source: "override",
  provider: "deepseek",
  model: "deepseek-chat",
  name: "deepseek-chat",
  service_tier: "standard",
  prices: { input: { base: "0.5", tiers: [] } },
  effective_from: "2026-03-01T00:00:00.000Z",
  effective_to: null,
  daily_window: null,
  is_free: false,
  flags: [],
  listed_provider: "deepseek",
  source_key: "deepseek-chat",
  recorded_at: "2026-03-01T00:00:00.000Z",
  superseded_at: null,
  last_seen_at: "2026-03-01T00:00:00.000Z",
  in_use: true,
};

it("sends the prices that were typed, with their context tiers and dates", () => {
  const request = toOverrideRequest({
    ...EMPTY_DRAFT,
    fromDay: "2026-03-01",
    tiers: [{ aboveInputTokens: "200000", isInclusive: false }],
    rows: [
      { unit: "input", base: " 2.50 ", tierPrices: ["5"] },
      { unit: "output", base: "10", tierPrices: [""] },
      { unit: "cache_read", base: "", tierPrices: ["1"] },
    ],
  });
  expect(request).toEqual({
    prices: {
      input: { base: "2.50", tiers: [{ above_input_tokens: 200_000, inclusive: false, price: "5" }] },
      output: "10",
    },
    effective_from: "2026-03-01T00:00:00Z",
  });
});

it("sends no price of a free model", () => {
  const request = toOverrideRequest({ ...EMPTY_DRAFT, isFree: true, serviceTier: "batch" });
  expect(request).toEqual({ free: true, service_tier: "batch" });
});

it("offers every unit that the API has", () => {
  expectTypeOf(OWN_UNITS).items.toEqualTypeOf<OwnUnit>();
});

it.each([
  { start: "22:00Z", end: "06:30Z", weekdays: [6, 7], sent: { start: "22:00", end: "06:30", weekdays: [6, 7] } },
  { start: "16:30Z", end: "00:00Z", weekdays: undefined, sent: { start: "16:30", end: "00:00" } },
])("keeps the hours $start to $end of a rate that is changed", ({ start, end, weekdays, sent }) => {
  const draft = draftOfRate(
    { ...RATE, daily_window: { start, end, ...(weekdays !== undefined && { weekdays }) } },
    NOW_MS,
  );
  expect(toOverrideRequest(draft)).toEqual({ prices: { input: "0.5" }, daily_window: sent });
});

it("asks for the price of a thousand searches and sends that of a million", () => {
  const draft = draftOfRate({ ...RATE, prices: { web_searches: { base: "12500", tiers: [] } } }, NOW_MS);
  expect(draft.rows).toEqual([{ unit: "web_searches", base: "12.5", tierPrices: [] }]);
  expect(toOverrideRequest(draft)).toEqual({ prices: { web_searches: "12500" } });
});

it.each([
  { from: "2026-07-01T00:00:00.000Z", to: null, days: ["2026-07-01", ""] },
  { from: "2026-03-01T00:00:00.000Z", to: "2026-09-01T00:00:00.000Z", days: ["", "2026-09-01"] },
  { from: "2026-03-01T00:00:00.000Z", to: "2026-05-01T00:00:00.000Z", days: ["", ""] },
])("keeps of the days from $from to $to what is still to come", ({ from, to, days }) => {
  const { fromDay, toDay } = draftOfRate({ ...RATE, effective_from: from, effective_to: to }, NOW_MS);
  expect([fromDay, toDay]).toEqual(days);
});
