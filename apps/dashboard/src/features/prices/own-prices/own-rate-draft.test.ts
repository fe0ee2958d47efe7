import { expect, it } from "vitest";

import { EMPTY_DRAFT, toOverrideRequest } from "./own-rate-draft.ts";

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
