import * as fc from "fast-check";
import { describe, it } from "vitest";

import { resolveRate } from "./resolve-rate.ts";
import { bookOf, type SampleModel, type SampleRate } from "./sample-rate.fixture.ts";

const at = (instant: string) => Date.parse(instant);
const rate = (id: string, more: Partial<SampleRate> = {}): SampleRate => ({ id, prices: { input: 1 }, ...more });

function pick(models: SampleModel[], instant: string, serviceTier?: string) {
  const book = bookOf([{ id: "acme", models }]);
  const resolved = resolveRate(book, {
    provider: "acme",
    model: "m",
    atMs: at(instant),
    ...(serviceTier !== undefined && { serviceTier }),
  });
  return resolved.status === "priced" ? [resolved.rate.id, ...resolved.flags] : resolved.reason;
}

const lanes = (...given: SampleRate[][]): SampleModel[] => [{ id: "m", rates: given[0] ?? [], lanes: given.slice(1) }];

const ownModel = (...rates: SampleRate[]): SampleModel => ({ id: "m", flags: ["override"], rates });
const ownRate = (id: string, more: Partial<SampleRate> = {}) => rate(id, { source: "override", ...more });

describe("lanes", () => {
  const openrouter = rate("openrouter", { source: "openrouter", effectiveFromMs: at("2026-03-01T00:00:00Z") });
  const genai = rate("genai");

  it.for([
    ["the better lane once it begins", "2026-03-01T00:00:00Z", ["openrouter"]],
    ["the next lane before that", "2026-02-28T23:59:59.999Z", ["genai"]],
  ] as const)("takes %s", ([, instant, expected], { expect }) => {
    expect(pick(lanes([openrouter], [genai]), instant)).toEqual(expected);
  });

  it("takes an own rate only within its time", ({ expect }) => {
    const own: SampleModel = {
      id: "m",
      flags: ["override"],
      rates: [
        rate("own", {
          source: "override",
          effectiveFromMs: at("2026-03-01T00:00:00Z"),
          effectiveToMs: at("2026-04-01T00:00:00Z"),
        }),
      ],
    };
    const instants = [
      "2026-02-28T23:59:59.999Z",
      "2026-03-01T00:00:00Z",
      "2026-03-31T23:59:59.999Z",
      "2026-04-01T00:00:00Z",
    ];
    const picked = instants.map((instant) => pick([own, ...lanes([genai])], instant));
    expect(picked).toEqual([["genai"], ["own"], ["own"], ["genai"]]);
  });

  it("prefers an active rate of a lesser lane to the first entry of a list without an active one", ({ expect }) => {
    const future = rate("future", { effectiveFromMs: at("2026-03-01T00:00:00Z") });
    const seed = rate("seed", {
      source: "llm-prices",
      effectiveToMs: at("2026-03-01T00:00:00Z"),
      flags: ["rate_history_seed"],
    });
    expect(pick(lanes([future], [seed]), "2026-01-01T00:00:00Z")).toEqual(["seed", "rate_history_seed"]);
  });

  it("knows no rate of another list before its time", ({ expect }) => {
    const late = rate("late", { source: "litellm", effectiveFromMs: at("2026-03-01T00:00:00Z") });
    expect(pick(lanes([late]), "2026-01-01T00:00:00Z")).toBe("no_rate_at_that_time");
  });

  it("knows no rate of a closed period", ({ expect }) => {
    const closed = rate("closed", { source: "litellm", effectiveToMs: at("2026-03-01T00:00:00Z") });
    expect(pick(lanes([closed]), "2026-03-01T00:00:00Z")).toBe("no_rate_at_that_time");
  });
});

describe("service tiers", () => {
  const both = lanes([rate("standard")], [rate("batch", { source: "litellm", serviceTier: "batch" })]);

  it.for([
    ["batch", ["batch"]],
    ["Batches", ["batch"]],
    [undefined, ["standard"]],
    ["auto", ["standard"]],
    ["default", ["standard"]],
    ["on_demand", ["standard"]],
    ["flex", ["standard", "tier_fallback"]],
    ["priority", ["standard", "tier_fallback"]],
    ["fast", ["standard", "unknown_service_tier"]],
  ] as const)("%s gets %s", ([tier, expected], { expect }) => {
    expect(pick(both, "2026-03-01T00:00:00Z", tier)).toEqual(expected);
  });

  it.for([
    ["its standard one for a tier that only a list knows", [ownRate("own")], "batch", ["own", "tier_fallback"]],
    ["its rate of the tier", [ownRate("own"), ownRate("own-batch", { serviceTier: "batch" })], "batch", ["own-batch"]],
    ["the list's when it has neither", [ownRate("own-flex", { serviceTier: "flex" })], "batch", ["batch"]],
    [
      "the list's before it begins",
      [ownRate("own", { effectiveFromMs: at("2026-03-02T00:00:00Z") })],
      "batch",
      ["batch"],
    ],
  ] as const)("an own rate wins: %s", ([, rates, tier, expected], { expect }) => {
    expect(pick([ownModel(...rates), ...both], "2026-03-01T00:00:00Z", tier)).toEqual(expected);
  });

  it("has no rate without a standard one either", ({ expect }) => {
    const only = lanes([rate("batch", { serviceTier: "batch" })]);
    expect(pick(only, "2026-03-01T00:00:00Z", "flex")).toBe("no_rate_at_that_time");
  });
});

describe("times of day", () => {
  // Monday to Friday 22:00 to 06:00 UTC, the days on which the window starts. 2026-06-01 is a Monday.
  const nightly = lanes([rate("day"), rate("night", { window: [1_320, 360, 31] })]);

  it.for([
    ["Monday evening", "2026-06-01T22:00:00Z", "night"],
    ["Monday before it", "2026-06-01T21:59:59Z", "day"],
    ["early Monday, which belongs to Sunday", "2026-06-01T05:59:59Z", "day"],
    ["early Saturday, which belongs to Friday", "2026-06-06T05:59:59Z", "night"],
    ["Saturday evening", "2026-06-06T22:00:00Z", "day"],
    ["the end of the window", "2026-06-02T06:00:00Z", "day"],
  ] as const)("%s", ([, instant, expected], { expect }) => {
    expect(pick(nightly, instant)).toEqual([expected]);
  });
});

describe("the order of the rates in the book", () => {
  it("plays no part", ({ expect }) => {
    const days = fc.nat({ max: 3 }).map((day) => (day === 0 ? 0 : at(`2026-06-0${day}T00:00:00Z`)));
    const windows = fc.oneof(fc.constant(null), fc.constantFrom([0, 720, 127] as const, [600, 60, 31] as const));
    const shape = fc.record({
      effectiveFromMs: days,
      window: windows,
      serviceTier: fc.constantFrom("standard", "batch"),
    });
    const rates = fc
      .uniqueArray(shape, { minLength: 1, maxLength: 8, selector: (entry) => JSON.stringify(entry) })
      .map((listed) => listed.map((entry, index) => rate(`r${index}`, entry)));
    const instants = fc.integer({ min: at("2026-05-31T00:00:00Z"), max: at("2026-06-05T00:00:00Z") });
    const shuffled = rates.chain((listed) =>
      fc.tuple(fc.constant(listed), fc.shuffledSubarray(listed, { minLength: listed.length })),
    );
    fc.assert(
      fc.property(shuffled, instants, fc.constantFrom("", "batch"), ([listed, mixed], atMs, tier) => {
        const instant = new Date(atMs).toISOString();
        expect(pick(lanes(mixed), instant, tier)).toEqual(pick(lanes(listed), instant, tier));
      }),
    );
  });
});
