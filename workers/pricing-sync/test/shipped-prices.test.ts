import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { ensurePriceBook } from "../src/services/book/ensure-price-book.ts";
import { createDb } from "@voygent/db";
import { meteredDatabase } from "./metered-database.ts";
import { rowsOf } from "./stored-prices.ts";

describe("the shipped prices", () => {
  it("are published once when many ask at the same instant, with no price list in reach", async ({ expect }) => {
    const path = "/pricing/resolve?provider=anthropic&model=claude-sonnet-4-5-20250929";
    const answers = await Promise.all(Array.from({ length: 6 }, () => getJson(path)));
    for (const answer of answers) {
      expect(await answer.json()).toMatchObject({
        status: "priced",
        matched_by: "undated",
        rate: { provider: "anthropic", model: "claude-sonnet-4-5", prices: { input: { base: "3" } } },
      });
    }
    expect(await rowsOf("SELECT count(*) AS books FROM price_books")).toEqual([{ books: 1 }]);
    expect(await rowsOf("SELECT trigger, status FROM price_runs")).toEqual([{ trigger: "first-use", status: "ok" }]);
  });

  it("make a price book of less than a mebibyte", async ({ expect }) => {
    const [book] = await rowsOf("SELECT length(CAST(document AS BLOB)) AS bytes FROM price_books");
    expect(book?.["bytes"]).toBeGreaterThan(100_000);
    expect(book?.["bytes"]).toBeLessThan(1024 * 1024);
  });

  it("are not looked at again once there is a book", async ({ expect }) => {
    const { database, rows } = meteredDatabase(env.DB);
    await ensurePriceBook(createDb(database), Date.now());
    expect(rows).toEqual({ read: 2, written: 0 });
  });

  it.for([
    ["a Friday", "2026-11-20T02:00:00Z", "0.44"],
    ["a Saturday", "2026-11-21T02:00:00Z", "0.22"],
    ["a Sunday", "2026-11-22T09:59:59Z", "0.22"],
    ["a Saturday before weekends were off-peak", "2026-08-22T02:00:00Z", "0.44"],
    ["a Monday outside of the peak hours", "2026-11-23T05:00:00Z", "0.22"],
  ])("charge DeepSeek's peak hours on %s as the vendor does", async ([, at = "", price = ""], { expect }) => {
    const query = new URLSearchParams({ provider: "deepseek", model: "deepseek-v4-flash", at });
    const answer = await getJson(`/pricing/resolve?${query.toString()}`);
    expect(await answer.json()).toMatchObject({ status: "priced", rate: { prices: { input: { base: price } } } });
  });

  it("price an interaction", async ({ expect }) => {
    const event = { session_id: "s", user_id: "u", type: "chat", provider: "openai", model: "gpt-4o" };
    const response = await postJson("/track/interaction", { ...event, tokens: { input: 1_000, output: 500 } });
    // 1,000 × $2.50 + 500 × $10 per million
    expect(await response.json()).toMatchObject({ cost: { ai_tokens: "0.007500000", matched_by: "exact" } });
  });
});
