import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { sendJson } from "./send-json.ts";

const feed = usePriceFeed();

beforeEach(plantEmptyBook);

async function sync(prices: Record<string, unknown>): Promise<void> {
  await feed.answer({ body: feedOf(prices) });
  await postJson("/pricing/sync", { sources: ["genai-prices"] });
}

async function flagsAt(model: string, at: string): Promise<unknown> {
  const found: { flags?: string[] } = await (
    await getJson(`/pricing/resolve?provider=acme&model=${model}&at=${at}`)
  ).json();
  return found.flags;
}

const UNDATED = { input_mtok: 2, output_mtok: 4 };
const DATED = [
  { prices: UNDATED },
  { constraint: { start_date: "2025-01-01" }, prices: { ...UNDATED, input_mtok: 1 } },
];

describe("a price that the list gives no date of", () => {
  it("is flagged for calls from before we read it, and for no others", async ({ expect }) => {
    await sync({ m1: UNDATED, m2: DATED });
    const now = new Date().toISOString();
    expect({
      past: await flagsAt("m1", "2024-06-01T00:00:00Z"),
      now: await flagsAt("m1", now),
      beforeTheDate: await flagsAt("m2", "2024-06-01T00:00:00Z"),
      afterTheDate: await flagsAt("m2", "2025-06-01T00:00:00Z"),
    }).toEqual({ past: ["price_undated"], now: [], beforeTheDate: [], afterTheDate: [] });

    await sync({ m1: { ...UNDATED, input_mtok: 3 }, m2: DATED });
    const later = new Date().toISOString();
    expect([await flagsAt("m1", "2024-06-01T00:00:00Z"), await flagsAt("m1", later)]).toEqual([["price_undated"], []]);
  });

  it("is not flagged where an admin's own rate holds for every date", async ({ expect }) => {
    await sync({});
    await sendJson("PUT", "/pricing/overrides/acme/own-1", { prices: { input: "1", output: "2" } });
    expect(await flagsAt("own-1", "2024-06-01T00:00:00Z")).toEqual([]);
  });
});
