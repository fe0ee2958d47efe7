import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();
const sync = async (): Promise<unknown> =>
  await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();

const current = async (model: string): Promise<unknown> => {
  const query = "SELECT rates->'input'->0->>'rate_pico_usd' AS pico FROM price_rates WHERE model = ?1 AND";
  const [row] = await rowsOf(`${query} superseded_at_ms = 253402300799999 ORDER BY effective_from_ms DESC`, model);
  return row?.["pico"];
};

describe("a price that moves too far", () => {
  beforeEach(async () => {
    await plantEmptyBook();
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2, output_mtok: 8 }, m2: { input_mtok: 2 } }) });
    await sync();
  });

  it("is held back whole, and the rest goes on", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 20.1, output_mtok: 9 }, m2: { input_mtok: 20 } }) });
    expect(await sync()).toMatchObject({ sources: [{ status: "updated", changed: 1, quarantined: 1 }] });
    expect([await current("m1"), await current("m2")]).toEqual([2_000_000, 20_000_000]);
    const [held] = await rowsOf("SELECT model, status, moves FROM price_quarantine");
    expect(held).toMatchObject({ model: "m1", status: "pending" });
    expect(JSON.parse(String(held?.["moves"]))).toEqual([
      { unit: "input", above_input_tokens: null, from_pico: 2_000_000, to_pico: 20_100_000, factor: 10.1 },
    ]);
  });

  it.for<[string, object]>([
    ["down", { input_mtok: 0.19, output_mtok: 8 }],
    ["to free", {}],
    [
      "in a price to come",
      [
        { prices: { input_mtok: 2, output_mtok: 8 } },
        { constraint: { start_date: "2999-01-01" }, prices: { input_mtok: 2, output_mtok: 81 } },
      ],
    ],
  ])("%s is held back, too", async ([, prices], { expect }) => {
    await feed.answer({ body: feedOf({ m1: prices, m2: { input_mtok: 2 } }) });
    expect(await sync()).toMatchObject({ sources: [{ changed: 0, quarantined: 1 }] });
    expect(await current("m1")).toBe(2_000_000);
  });

  it("is not written again when it is seen again", async ({ expect }) => {
    const body = feedOf({ m1: { input_mtok: 30, output_mtok: 8 }, m2: { input_mtok: 2 } });
    await feed.answer({ body });
    await sync();
    await feed.answer({ body: JSON.stringify(JSON.parse(body), null, 1) });
    expect(await sync()).toMatchObject({ sources: [{ quarantined: 1 }] });
    expect(await rowsOf("SELECT model FROM price_quarantine")).toEqual([{ model: "m1" }]);
  });

  it("waits anew when it comes back after an admin had approved it and it was gone", async ({ expect }) => {
    const body = feedOf({ m1: { input_mtok: 30, output_mtok: 8 }, m2: { input_mtok: 2 } });
    await feed.answer({ body });
    await sync();
    await env.DB.exec("UPDATE price_quarantine SET status = 'approved', decided_at_ms = 1, decided_by = 'admin-token'");
    await feed.answer({ body: JSON.stringify(JSON.parse(body), null, 1) });
    expect(await sync()).toMatchObject({ sources: [{ changed: 0, quarantined: 1 }] });
    expect(await current("m1")).toBe(2_000_000);
    expect(await rowsOf("SELECT status, decided_by FROM price_quarantine ORDER BY status")).toEqual([
      { status: "approved", decided_by: "admin-token" },
      { status: "pending", decided_by: null },
    ]);
  });
});
