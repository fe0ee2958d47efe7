import { describe, it } from "vitest";

import type { MatchRule } from "./match-rule.ts";
import { parsePriceBook } from "./parse-price-book.ts";
import { resolveRate } from "./resolve-rate.ts";
import { bookOf, contentOf, modelOf } from "./sample-rate.fixture.ts";
import { serializePriceBook } from "./serialize-price-book.ts";

const text = serializePriceBook(contentOf([{ id: "acme", models: [modelOf("m", { input: 1_000_000 })] }]));
const [header = "", line = ""] = text.split("\n");

const deepRule = (depth: number): MatchRule => (depth === 0 ? { equals: "m" } : { or: [deepRule(depth - 1)] });

const call = { provider: "acme", model: "m", atMs: 0 };

describe("parsePriceBook", () => {
  it.for([
    ["a text that is not JSON", "<html>", /header is not JSON/],
    ["a format to come", header.replace('"format":3', '"format":4'), /expected format 3/],
    ["a format of before", '{"format":2,"providers":[]}', /expected format 3/],
    ["a line that is cut off", header, /line of acme is missing/],
    [
      "a discount that is none",
      `${header.replace('"discounts":{}', '"discounts":{"acme":[[]]}')}\n${line}`,
      /a text at discounts/,
    ],
  ] as const)("refuses %s and says where", ([, damaged, reason], { expect }) => {
    expect(() => parsePriceBook(damaged)).toThrow(reason);
  });

  it.for([
    ["a price that is not whole", "[0,1000000]", "[0,1.5]", /acme\/m\.input/],
    ["a negative price", "[0,1000000]", "[0,-1]", /acme\/m\.input/],
    ["a unit without a name", "[0,1000000]", "[9,1000000]", /unknown number at acme\/m/],
    ["a line that is not JSON", "{", "<", /line of acme is not JSON/],
    ["a model that is none", '"m":[[', '"m":[5,[', /a model at acme/],
  ] as const)("finds %s when the provider is asked for", ([, from, to, reason], { expect }) => {
    const book = parsePriceBook(`${header}\n${line.replace(from, to)}`);
    expect(() => resolveRate(book, call)).toThrow(reason);
  });

  it("reads no line of a provider that nobody asks for", ({ expect }) => {
    const two = serializePriceBook(
      contentOf([
        { id: "acme", models: [modelOf("m", { input: 1 })] },
        { id: "other", models: [] },
      ]),
    );
    const book = parsePriceBook(`${two.slice(0, two.lastIndexOf("\n"))}\n<html>`);
    expect(resolveRate(book, call)).toMatchObject({ status: "priced" });
  });
});

describe("serializePriceBook", () => {
  it.for<[string, MatchRule, RegExp]>([
    ["a regular expression that is none", { regex: "(" }, /acme\/m is not valid/],
    ["a rule without end", deepRule(50), /nested too deep at acme\/m/],
  ])("refuses %s and says where", ([, match, reason], { expect }) => {
    const content = contentOf([{ id: "acme", models: [{ id: "m", match, rates: [] }] }]);
    expect(() => serializePriceBook(content)).toThrow(reason);
  });

  it("keeps every part of a rate", ({ expect }) => {
    const from = Date.parse("2026-01-01T00:00:00Z");
    const to = Date.parse("2027-01-01T00:00:00Z");
    const book = bookOf([
      {
        id: "acme",
        models: [
          {
            id: "m",
            as: "shown",
            flags: ["conflict"],
            rates: [
              {
                id: "r",
                source: "litellm",
                serviceTier: "flex",
                effectiveFromMs: from,
                effectiveToMs: to,
                window: [60, 120, 31],
                flags: ["search_size_assumed"],
                prices: {
                  input: {
                    base: 5,
                    tiers: [
                      [100, 7, 1],
                      [200, 9, 0],
                    ],
                  },
                  output: 6,
                },
              },
            ],
          },
        ],
      },
    ]);
    // 2026-06-01 is a Monday
    const atMs = Date.parse("2026-06-01T01:30:00Z");
    expect(resolveRate(book, { ...call, serviceTier: "flex", atMs })).toMatchObject({
      status: "priced",
      matchedBy: "exact",
      seller: "acme",
      flags: ["search_size_assumed", "source_conflict"],
      rate: {
        id: "r",
        source: "litellm",
        serviceTier: "flex",
        provider: "acme",
        model: "shown",
        effectiveFromMs: from,
        effectiveToMs: to,
        window: { startMinute: 60, endMinute: 120, weekdays: 31 },
        prices: {
          input: {
            base: 5,
            tiers: [
              [100, 7, 1],
              [200, 9, 0],
            ],
          },
          output: 6,
        },
        flags: ["search_size_assumed", "source_conflict"],
        charges: "counted usage",
      },
    });
  });
});
