import { describe, it } from "vitest";

import { parsePriceBook } from "./parse-price-book.ts";

const bookWith = (model: unknown) =>
  JSON.stringify({ format: 1, providers: [{ id: "acme", source: "test-list", models: [model] }] });

const deepRule = (depth: number): unknown => (depth === 0 ? { equals: "m" } : { or: [deepRule(depth - 1)] });

describe("parsePriceBook", () => {
  it.for([
    ["a document that is not JSON", "<html>", /not JSON/],
    ["a format to come", '{"format":3,"providers":[]}', /a format from 1 to 2/],
    [
      "a price that is not whole",
      bookWith({ id: "m", rates: [{ id: "r", prices: { input: 1.5 } }] }),
      /acme\/m\.input/,
    ],
    ["a negative price", bookWith({ id: "m", rates: [{ id: "r", prices: { input: -1 } }] }), /acme\/m\.input/],
    [
      "a regular expression that is none",
      bookWith({ id: "m", match: { regex: "(" }, rates: [] }),
      /acme\/m is not valid/,
    ],
    ["an unknown rule", bookWith({ id: "m", match: { sounds_like: "m" }, rates: [] }), /unknown match rule at acme\/m/],
    [
      "a usage extractor without counts",
      '{"format":2,"providers":[{"id":"acme","source":"s","models":[],"extractors":[{"flavor":"chat","root":[]}]}]}',
      /a list at acme\/chat/,
    ],
    ["a rule without end", bookWith({ id: "m", match: deepRule(50), rates: [] }), /nested too deep at acme\/m/],
  ] as const)("refuses %s and says where", ([, document, reason], { expect }) => {
    expect(() => parsePriceBook(document)).toThrow(reason);
  });

  it("reads the format before this one, which had no extractors", ({ expect }) => {
    const { format, providers } = parsePriceBook(bookWith({ id: "m", rates: [] }));
    expect([format, providers[0]?.extractors]).toEqual([1, new Map()]);
  });
});
