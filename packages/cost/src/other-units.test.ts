import { describe, it } from "vitest";

import { hasUnpricedUnits, isOtherUnit, otherCharges } from "./other-units.ts";

describe("other units", () => {
  it.for([
    ["input_document_pages", true],
    ["audio_seconds", true],
    ["search_sources", true],
    ["storage_searches", true],
    ["web_searches", false],
    ["input_text", false],
    ["input_tool", false],
    ["cache_write_5m", false],
  ] as const)("%s: counted apart from tokens is %s", ([unit, isOther], { expect }) => {
    expect(isOtherUnit(unit)).toBe(isOther);
  });

  it("are charged by their own price", ({ expect }) => {
    const units = { search_sources: 12 };
    expect(otherCharges(units, { search_sources: 25_000_000_000 })).toEqual([
      { unit: "search_sources", count: 12, price: 25_000_000_000 },
    ]);
    expect(hasUnpricedUnits(units, { search_sources: 1 })).toBe(false);
    expect(otherCharges(units, { input: 1 })).toEqual([]);
    expect(hasUnpricedUnits(units, { input: 1 })).toBe(true);
  });

  it("are charged once where one contains the other", ({ expect }) => {
    const units = { input_document_pages: 5, input_annotated_document_pages: 5 };
    const both = { input_document_pages: 2, input_annotated_document_pages: 3 };
    expect(otherCharges(units, both)).toEqual([{ unit: "input_annotated_document_pages", count: 5, price: 3 }]);
    expect(otherCharges(units, { input_document_pages: 2 })).toEqual([
      { unit: "input_document_pages", count: 5, price: 2 },
    ]);
    expect(hasUnpricedUnits(units, { input_document_pages: 2 })).toBe(false);
    expect(hasUnpricedUnits({ input_annotated_document_pages: 5 }, { input_document_pages: 2 })).toBe(true);
  });

  it("cost nothing and are not missed where there are none", ({ expect }) => {
    expect(otherCharges(undefined, { input: 1 })).toEqual([]);
    expect(hasUnpricedUnits(undefined, {})).toBe(false);
  });
});
