import { expect, it } from "vitest";

import type { ListedRate } from "../../../api/pricing-schema.ts";
import { groupRates } from "./group-rates.ts";

const rate = (id: string, model: string, other: Partial<ListedRate> = {}): ListedRate => ({
  id,
  source: "litellm",
  provider: "openai",
  model,
  name: model,
  service_tier: "standard",
  prices: {},
  effective_from: null,
  effective_to: null,
  daily_window: null,
  is_free: false,
  flags: [],
  listed_provider: "openai",
  source_key: model,
  recorded_at: "2026-01-01T00:00:00.000Z",
  superseded_at: null,
  last_seen_at: null,
  in_use: false,
  ...other,
});

it("puts the rates of one model together and names the one that is charged", () => {
  const models = groupRates([
    rate("batch", "gpt-5", { service_tier: "batch", in_use: true }),
    rate("second", "gpt-5"),
    rate("used", "gpt-5", { source: "genai-prices", in_use: true }),
    rate("other", "gpt-5-mini"),
  ]);
  expect(models.map(({ model, rates, shown }) => [model, rates.length, shown?.id])).toEqual([
    ["gpt-5", 3, "used"],
    ["gpt-5-mini", 1, "other"],
  ]);
});
