import { describe, it } from "vitest";

import { resolveRate } from "./resolve-rate.ts";
import { bookOf, modelOf, type SampleRate } from "./sample-rate.fixture.ts";

const PRICES = { input: 1_000_000 };

const book = bookOf([
  {
    id: "acme",
    provider_match: { contains: "acme" },
    model_match: { starts_with: "ac-" },
    fallbacks: ["other"],
    models: [
      modelOf("ac-large", PRICES),
      modelOf("ac-large-2024-05-13", PRICES),
      { id: "ac-family", match: { starts_with: "ac-fam" }, rates: [{ id: "family", prices: PRICES }] },
      { id: "ac-family-x", match: { starts_with: "ac-family-x" }, rates: [{ id: "family-x", prices: PRICES }] },
      {
        id: "ac-tree",
        match: { and: [{ ends_with: "-tree" }, { or: [{ contains: "oak" }, { regex: "^ac-\\d+-tree$" }] }] },
        rates: [{ id: "tree", prices: PRICES }],
      },
      { id: "ac-dashed", match: { equals: "ac-dashes-2025-09-29-v1" }, rates: [{ id: "dashed", prices: PRICES }] },
      { id: "ac-moved", match: { equals: "ac-old-name" }, rates: [{ id: "moved", prices: PRICES }] },
      { id: "ac-old-name", flags: ["retired"], rates: [{ id: "old", prices: PRICES }] },
      { id: "ac-gone", flags: ["retired"], rates: [{ id: "gone", prices: PRICES }] },
    ],
  },
  { id: "other", fallbacks: ["third"], models: [modelOf("ot-1", PRICES)] },
  { id: "third", models: [modelOf("th-1", PRICES)] },
]);

const find = (provider: string | null, model: string | null) => {
  const resolved = resolveRate(book, { provider, model, atMs: 0 });
  return resolved.status === "priced" ? `${resolved.rate.model} by ${resolved.matchedBy}` : "unpriced";
};

describe("finding a model", () => {
  it.for([
    ["acme", "ac-large", "ac-large by exact"],
    ["acme", " AC-Large ", "ac-large by normalized"],
    ["acme", "models/ac-large", "ac-large by normalized"],
    ["acme", "publishers/acme/models/ac-large", "ac-large by normalized"],
    ["acme", "acme/ac-large", "ac-large by normalized"],
    ["my-acme", "my-acme/ac-large", "ac-large by normalized"],
    ["acme", "arn:aws:bedrock:us-east-1:1:inference-profile/ac-large", "ac-large by normalized"],
    ["acme", "ac-large@20250514", "ac-large by undated"],
    ["acme", "ac-large-2025-05-14", "ac-large by undated"],
    ["acme", "ac-large-20250514", "ac-large by undated"],
    ["acme", "ac-large-2024-05-13", "ac-large-2024-05-13 by exact"],
    ["acme", "ac-family-preview", "ac-family by rule"],
    ["acme", "ac-family-2024", "ac-family by rule"],
    ["acme", "ac-oak-tree", "ac-tree by rule"],
    ["acme", "ac-001-tree", "ac-tree by rule"],
    ["acme", "ac-dashes-20250929-v1", "ac-dashed by normalized"],
    ["acme", "ac-old-name", "ac-moved by exact"],
    ["acme", "ac-gone", "ac-gone by exact"],
    ["acme", "ot-1", "ot-1 by fallback_provider"],
    [null, "ac-large", "ac-large by exact"],
    ["", "ac-large", "ac-large by exact"],
    ["litellm", "acme/ac-large", "ac-large by exact"],
  ] as const)("%s, %s → %s", ([provider, model, expected], { expect }) => {
    expect(find(provider, model)).toBe(expected);
  });

  it.for([
    ["a longer name of a known one", "acme", "ac-large-2"],
    ["a shorter name of a known one", "acme", "ac-larg"],
    ["a date that is none", "acme", "ac-large-20251399"],
    ["a second step of fallback", "acme", "th-1"],
    ["an unknown provider", "nobody", "ac-large"],
    ["no model", "acme", null],
    ["a model that nobody claims", null, "ot-1"],
    ["a LiteLLM prefix that is no provider", "litellm", "missing/ac-large"],
  ] as const)("%s is unpriced", ([, provider, model], { expect }) => {
    expect(find(provider, model)).toBe("unpriced");
  });

  it("shows a regular expression no more than 256 characters", ({ expect }) => {
    expect(find("acme", `ac-${"7".repeat(300)}-tree`)).toBe("unpriced");
  });

  it("remembers a bounded number of names", ({ expect }) => {
    for (let index = 0; index < 10_000; index += 1) find("acme", `unknown-${index}`);
    expect(book.found.count).toBeLessThanOrEqual(4_096);
  });
});

const rate = (id: string, when: Omit<SampleRate, "id" | "prices"> = {}): SampleRate => ({
  id,
  ...when,
  prices: PRICES,
});
const at = (rates: SampleRate[], instant: string) => {
  const dated = bookOf([{ id: "acme", models: [{ id: "m", rates }] }]);
  const resolved = resolveRate(dated, { provider: "acme", model: "m", atMs: Date.parse(instant) });
  return resolved.status === "priced" ? resolved.rate.id : null;
};

describe("dated prices", () => {
  const dated = [rate("old"), rate("new", { effectiveFromMs: Date.parse("2026-07-30T00:00:00Z") })];
  const daily = [rate("base"), rate("day", { window: [30, 990, 127] })];
  const wrapping = [rate("base"), rate("night", { window: [1_380, 60, 127] })];

  it.for([
    ["the instant before a change", dated, "2026-07-29T23:59:59.999Z", "old"],
    ["the very instant of a change", dated, "2026-07-30T00:00:00.000Z", "new"],
    ["the instant before a window", daily, "2026-03-04T00:29:59.999Z", "base"],
    ["the start of a window", daily, "2026-03-04T00:30:00.000Z", "day"],
    ["the last instant of a window", daily, "2026-03-04T16:29:59.999Z", "day"],
    ["the end of a window", daily, "2026-03-04T16:30:00.000Z", "base"],
    ["a window past midnight, before it", wrapping, "2026-03-04T23:00:00Z", "night"],
    ["a window past midnight, after it", wrapping, "2026-03-04T00:59:59Z", "night"],
    ["outside a window past midnight", wrapping, "2026-03-04T01:00:00Z", "base"],
    ["before 1970, inside a window", daily, "1969-12-31T12:00:00Z", "day"],
    [
      "before every dated price, the first one",
      [rate("only", { effectiveFromMs: Date.parse("2026-01-01") })],
      "2025-01-01",
      "only",
    ],
  ] as const)("%s", ([, rates, instant, expected], { expect }) => {
    expect(at([...rates], instant)).toBe(expected);
  });
});

describe("a price without a date", () => {
  const NOON_MS = Date.parse("2026-03-04T12:00:00Z");
  const undated = bookOf([
    {
      id: "acme",
      models: [{ id: "m", rates: [{ id: "undated", prices: PRICES, undatedBeforeMs: NOON_MS }] }, modelOf("n", PRICES)],
    },
  ]);

  it.for([
    ["the day before it was first read", "m", "2026-03-03T23:59:59.999Z", ["price_undated"]],
    ["the day on which it was first read", "m", "2026-03-04T00:00:00Z", []],
    ["any day, of a rate that has a date", "n", "1999-01-01T00:00:00Z", []],
  ] as const)("is flagged as such: on %s", ([, model, instant, flags], { expect }) => {
    expect(resolveRate(undated, { provider: "acme", model, atMs: Date.parse(instant) })).toMatchObject({ flags });
  });
});
