import { OPEN_MS } from "@voygent/db";
import { describe, it } from "vitest";

import { readLlmPrices } from "./llm-prices.ts";

const row = { id: "m", vendor: "xai", name: "M", input: 2, output: 6, input_cached: null };
const history = (...prices: object[]) => readLlmPrices({ prices });

describe("the list of llm-prices", () => {
  it("is read per million, with its dates, and null as unknown", ({ expect }) => {
    const list = history(
      { ...row, from_date: null, to_date: "2026-01-01" },
      { ...row, input: 1, from_date: "2026-01-01" },
    );
    expect(list.providers).toMatchObject([{ provider: "x-ai", models: [{ model: "m" }] }]);
    const day = Date.parse("2026-01-01");
    const rates = list.providers[0]?.models[0]?.rates ?? [];
    expect(
      rates.map((rate) => [rate.effectiveFromMs, rate.effectiveToMs, rate.rates["input"]?.[0]?.rate_pico_usd]),
    ).toEqual([
      [0, day, 2_000_000],
      [day, OPEN_MS, 1_000_000],
    ]);
    expect(Object.keys(rates[0]?.rates ?? {})).toEqual(["input", "output"]);
  });

  it.for([
    ["claude-4.5-haiku", "anthropic", "claude-haiku-4-5"],
    ["claude-3.5-haiku", "anthropic", "claude-3-5-haiku"],
    ["claude-sonnet-4.5", "anthropic", "claude-sonnet-4-5"],
    ["gemini-3-1-pro-preview", "google", "gemini-3.1-pro-preview"],
    ["gemini-3-flash-preview", "google", "gemini-3-flash-preview"],
    ["gpt-4.1", "openai", "gpt-4.1"],
  ] as const)("calls %s of %s as its vendor does: %s", ([id, vendor, model], { expect }) => {
    expect(history({ ...row, id, vendor }).providers[0]?.models[0]).toMatchObject({ model, sourceKey: id });
  });

  it("leaves out prices of long contexts, rows that overlap, and counts a row once that comes twice", ({ expect }) => {
    const list = history(row, row, { ...row, id: "m-200k" }, { ...row, id: "n" }, { ...row, id: "n", input: 9 });
    expect(list.modelCount).toBe(1);
    expect(list.skipped).toEqual([
      { key: "m-200k", reason: "not_a_model" },
      { key: "n", reason: "ambiguous" },
    ]);
  });

  it.for([{ id: "n\u0000" }, { vendor: "x\u0085ai" }])(
    "leaves out a name that no call can give: %j",
    (name, { expect }) => {
      const list = history(row, { ...row, ...name });
      expect(list.modelCount).toBe(1);
      expect(list.skipped).toEqual([{ key: "prices.1", reason: "not_a_model" }]);
    },
  );
});
