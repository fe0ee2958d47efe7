import { describe, it } from "vitest";

import type { BookContent } from "./book-content.ts";
import { OPEN_MS } from "./book-content.ts";
import { normalizeTokens } from "./normalize-tokens.ts";
import type { PricedStatus } from "./price-interaction.ts";
import { type PriceableUsage, priceUsage } from "./price-usage.ts";
import { bookOf, modelOf } from "./sample-rate.fixture.ts";

const tokensOf = (counts: Parameters<typeof normalizeTokens>[0]) =>
  normalizeTokens(counts, { usage: "inclusive", reasoning: "included" }).tokens;

const USAGE: PriceableUsage = {
  provider: "acme",
  model: "m",
  serviceTier: "",
  type: "chat",
  atMs: Date.parse("2026-03-01T00:00:00Z"),
  tokens: tokensOf({ input: 1_000 }),
  units: { web_searches: 0, requests: 0 },
  resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
  isCounted: true,
  reportedCostNanoUsd: null,
};

const ALWAYS = { effectiveFromMs: 0, effectiveToMs: OPEN_MS };

function price(usage: Partial<PriceableUsage>, settings: Partial<BookContent> = {}) {
  const models = [
    modelOf("m", { input: 3_000_001 }),
    modelOf("no-output", { input: 1 }),
    modelOf("per-request", { input: 1, output: 1, requests: 9_000 }),
    modelOf("free", {}),
    modelOf("no-hour", { input: 4, cache_write: 5 }),
    {
      id: "tiered",
      rates: [
        { id: "standard", prices: { input: 2 } },
        { id: "batch", serviceTier: "batch" as const, prices: { input: 1 } },
      ],
    },
  ];
  return priceUsage(bookOf([{ id: "acme", models }], settings), { ...USAGE, ...usage });
}

describe("whether a model is priced", () => {
  const none = tokensOf({});
  const uncounted = { tokens: none, isCounted: false };
  const oneRequest = { units: { web_searches: 0, requests: 1 } };

  it.for<[string, Partial<PriceableUsage>, PricedStatus, number | null]>([
    ["counts", {}, "priced", 3_000_001],
    ["counts of an unknown model", { model: "x" }, "unpriced", null],
    ["counts of 0 of a chat", { tokens: none }, "priced", 0],
    ["counts of 0 of a chat of an unknown model", { tokens: none, model: "x" }, "unpriced", null],
    ["no counts of a chat", uncounted, "usage_unknown", null],
    ["no counts of a chat of an unknown model", { ...uncounted, model: "x" }, "usage_unknown", null],
    ["no counts and no model of a chat", { ...uncounted, model: "" }, "usage_unknown", null],
    ["no counts of a model with a fee per request", { ...uncounted, model: "per-request" }, "usage_unknown", null],
    [
      "one request of a model with a fee per request",
      { ...uncounted, model: "per-request", ...oneRequest },
      "priced",
      9,
    ],
    ["no counts of a model that is free of charge", { ...uncounted, model: "free" }, "priced", 0],
    ["no counts of a call of a service with a model", { ...uncounted, type: "api" }, "usage_unknown", null],
    ["no counts and no model of an API call", { ...uncounted, model: "", type: "api" }, "priced", 0],
    ["a database operation that names a model", { ...uncounted, type: "db" }, "priced", 0],
    ["a stated cost without counts", { ...uncounted, reportedCostNanoUsd: 5 }, "reported", 5],
    ["a stated cost beside counts", { reportedCostNanoUsd: 5 }, "priced", 3_000_001],
    ["a stated cost beside counts of an unknown model", { model: "x", reportedCostNanoUsd: 5 }, "reported", 5],
    ["a stated cost of 0 beside counts of an unknown model", { model: "x", reportedCostNanoUsd: 0 }, "unpriced", null],
    ["a stated cost of 0 beside counts", { reportedCostNanoUsd: 0 }, "priced", 3_000_001],
    ["a stated cost of 0 without counts", { ...uncounted, reportedCostNanoUsd: 0 }, "reported", 0],
    ["a stated cost of 0 beside counts of 0", { tokens: none, model: "x", reportedCostNanoUsd: 0 }, "reported", 0],
    [
      "a stated cost of 0 beside a request of an unknown model",
      { ...uncounted, model: "x", ...oneRequest, reportedCostNanoUsd: 0 },
      "unpriced",
      null,
    ],
    [
      "a cost event that states its cost, whatever else it says",
      { type: "cost-event", reportedCostNanoUsd: 5 },
      "reported",
      5,
    ],
    ["a cost event without a cost", { ...uncounted, model: "", type: "cost-event" }, "usage_unknown", null],
    ["a cost event without a cost that names a model", { ...uncounted, type: "cost-event" }, "usage_unknown", null],
    ["a cost event of counts of 0", { tokens: none, type: "cost-event" }, "usage_unknown", null],
    ["a cost event with counts and no cost", { type: "cost-event" }, "priced", 3_000_001],
    ["a cost event that costs nothing", { ...uncounted, type: "cost-event", reportedCostNanoUsd: 0 }, "reported", 0],
    ["a cost event with counts that costs nothing", { type: "cost-event", reportedCostNanoUsd: 0 }, "reported", 0],
  ])("%s", ([, usage, status, aiTokensCostNanoUsd], { expect }) => {
    expect(price(usage)).toMatchObject({ status, aiTokensCostNanoUsd });
  });

  it("is unpriced without a book, while its resources are charged", ({ expect }) => {
    const resources = { rowsRead: 3, rowsWritten: 0, apiCalls: 0, cpuMs: 0 };
    expect(priceUsage(null, { ...USAGE, resources })).toMatchObject({
      status: "unpriced",
      dbOpsCostNanoUsd: 3,
      basis: null,
    });
  });
});

describe("the basis of a cost", () => {
  it("is nothing when the rate says it all", ({ expect }) => {
    expect(price({}).basis).toBeNull();
  });

  it.for([
    ["a price of another tier", { model: "tiered", serviceTier: "batch" }, { tier: "batch" }],
    ["a tier without a price", { serviceTier: "flex" }, { flags: ["tier_fallback"] }],
    [
      "cache tokens at the price of fresh ones",
      { tokens: tokensOf({ input: 9, cache_read: 9 }) },
      { flags: ["cache_at_input_rate"] },
    ],
  ] as const)("names %s", ([, usage, basis], { expect }) => {
    expect(price(usage).basis).toEqual(basis);
  });
});

describe("discounts", () => {
  const discounts = [
    {
      id: "d1",
      provider: "Acme",
      basisPoints: 1_250,
      effectiveFromMs: 0,
      effectiveToMs: Date.parse("2026-03-01T00:00:00Z"),
    },
    {
      id: "d2",
      provider: "acme",
      basisPoints: 2_000,
      effectiveFromMs: Date.parse("2026-03-01T00:00:00Z"),
      effectiveToMs: OPEN_MS,
    },
  ];

  it.for([
    // 1,000 × 3,000,001 pico × 0.8 = 2,400,000.8 nano
    ["of that time", "2026-03-01T00:00:00Z", 2_400_001, ["d2", 2_000]],
    // 1,000 × 3,000,001 pico × 0.875 = 2,625,000.875 nano
    ["of before", "2026-02-28T23:59:59.999Z", 2_625_001, ["d1", 1_250]],
  ] as const)("takes off the percentage %s and rounds once", ([, instant, nanoUsd, discount], { expect }) => {
    const priced = price({ atMs: Date.parse(instant) }, { discounts });
    expect(priced).toMatchObject({ aiTokensCostNanoUsd: nanoUsd, basis: { discount } });
  });

  it("takes nothing off what the client stated", ({ expect }) => {
    expect(price({ model: "x", reportedCostNanoUsd: 5 }, { discounts })).toMatchObject({
      aiTokensCostNanoUsd: 5,
      basis: null,
    });
  });

  it("can take off everything", ({ expect }) => {
    const all = [{ id: "d", provider: "acme", basisPoints: 10_000, ...ALWAYS }];
    expect(price({}, { discounts: all })).toMatchObject({ aiTokensCostNanoUsd: 0, status: "priced" });
  });
});

describe("resources", () => {
  const resources = { rowsRead: 120, rowsWritten: 4, apiCalls: 2, cpuMs: 12 };
  const own = {
    id: "r",
    ...ALWAYS,
    isFreeTier: false,
    rowReadPicoUsd: 2_000,
    rowWrittenPicoUsd: 500_000,
    apiCallPicoUsd: 0,
    cpuMsPicoUsd: 1_000,
  };

  it("cost what we set", ({ expect }) => {
    expect(price({ resources }, { resources: [own] })).toMatchObject({
      dbOpsCostNanoUsd: 120 * 2 + 4 * 500,
      apiCallsCostNanoUsd: 0,
      computeTimeCostNanoUsd: 12,
      basis: { resources: "r" },
    });
  });

  it("cost nothing on the free tier", ({ expect }) => {
    expect(price({ resources }, { resources: [{ ...own, isFreeTier: true }] })).toMatchObject({
      dbOpsCostNanoUsd: 0,
      apiCallsCostNanoUsd: 0,
      computeTimeCostNanoUsd: 0,
    });
  });

  it("cost the list price before what we set begins", ({ expect }) => {
    const later = { ...own, effectiveFromMs: USAGE.atMs + 1 };
    expect(price({ resources }, { resources: [later] })).toMatchObject({ dbOpsCostNanoUsd: 120 + 4_000, basis: null });
  });

  it("do not name what we set when nothing was used", ({ expect }) => {
    expect(price({}, { resources: [own] }).basis).toBeNull();
  });
});

describe("services", () => {
  const services = [{ id: "s", service: "Search", picoUsdPerCall: 5_000_000_000, ...ALWAYS }];
  const call = {
    type: "api",
    provider: "search",
    model: "",
    tokens: tokensOf({}),
    resources: { ...USAGE.resources, apiCalls: 3 },
  };

  it("cost what a call of them costs", ({ expect }) => {
    // 3 × $0.005
    expect(price(call, { services })).toMatchObject({ apiCallsCostNanoUsd: 15_000_000, basis: { service: "s" } });
  });

  it.for([
    ["a call of another service", { provider: "mail" }],
    ["a chat with a provider of that name", { type: "chat" }],
  ] as const)("leave %s at the list price", ([, usage], { expect }) => {
    // 3 × 300 nano
    expect(price({ ...call, ...usage }, { services })).toMatchObject({ apiCallsCostNanoUsd: 900 });
  });
});

describe("web searches", () => {
  it("are told when the rate names no price for them", ({ expect }) => {
    const searching = price({ units: { web_searches: 2, requests: 0 } });
    expect(searching).toMatchObject({ status: "priced", basis: { flags: ["searches_not_priced"] } });
    expect(searching.aiTokensCostNanoUsd).toBe(price({}).aiTokensCostNanoUsd);
  });
});

describe("what is cached for an hour", () => {
  it("is told when it costs what five minutes do", ({ expect }) => {
    const tokens = tokensOf({ input: 1_000, cache_write: 1_000, cache_write_1h: 1_000 });
    const hour = price({ model: "no-hour", tokens });
    expect(hour).toMatchObject({ aiTokensCostNanoUsd: 5, basis: { flags: ["hour_cache_at_short_rate"] } });
  });
});
