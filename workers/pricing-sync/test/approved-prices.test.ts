import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

const priced = (factor: number) => ({ m1: { input_mtok: 0.1 * factor, output_mtok: 0.4 * factor } });

async function sync(body: string): Promise<unknown> {
  await feed.answer({ body });
  return await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();
}

async function decide(decision: "approve" | "reject"): Promise<string> {
  const { data }: { data: { id: string }[] } = await (await getJson("/pricing/quarantine")).json();
  const [held] = data;
  if (held === undefined || data.length > 1) throw new Error(`${data.length} changes are held`);
  await postJson(`/pricing/quarantine/${held.id}/${decision}`, {});
  return held.id;
}

async function outputOf(model: string): Promise<string | undefined> {
  const resolved: { rate?: { prices: { output: { base: string } } } } = await (
    await getJson(`/pricing/resolve?provider=acme&model=${model}`)
  ).json();
  return resolved.rate?.prices.output.base;
}

const DECISIONS = "SELECT id, status, decided_by FROM price_quarantine ORDER BY created_at_ms, id";

beforeEach(async () => {
  await plantEmptyBook();
  await sync(feedOf(priced(1)));
  await sync(feedOf(priced(12)));
});

describe("a price that an admin has approved, and approved away again", () => {
  it("is no yardstick for a later one", async ({ expect }) => {
    await decide("approve");
    expect(await outputOf("m1")).toBe("4.8");
    await sync(feedOf(priced(1)));
    await decide("approve");
    expect(await outputOf("m1")).toBe("0.4");
    expect(await sync(feedOf(priced(1.1)))).toMatchObject({ sources: [{ changed: 1, quarantined: 0 }] });
    expect(await sync(feedOf(priced(1)))).toMatchObject({ sources: [{ changed: 1, quarantined: 0 }] });
    expect(await outputOf("m1")).toBe("0.4");
  });

  it("does not let a far price of its own time through", async ({ expect }) => {
    await decide("approve");
    await sync(feedOf(priced(1)));
    await decide("approve");
    expect(await sync(feedOf(priced(0.05)))).toMatchObject({ sources: [{ changed: 0, quarantined: 1 }] });
    expect(await outputOf("m1")).toBe("0.4");
  });
});

describe("a decision about a held price", () => {
  it("stays when the list says the same another time, which waits by itself", async ({ expect }) => {
    const first = await decide("approve");
    await sync(feedOf(priced(1)));
    const back = await decide("approve");
    expect(await sync(feedOf(priced(12)))).toMatchObject({ sources: [{ quarantined: 1 }] });
    const second = await decide("approve");
    expect(second).not.toBe(first);
    expect(await outputOf("m1")).toBe("4.8");
    expect(await rowsOf(DECISIONS)).toEqual(
      [first, back, second].map((id) => ({ id, status: "approved", decided_by: "admin-token" })),
    );
  });

  it("is asked for once while the list goes on saying it, and again after it was withdrawn", async ({ expect }) => {
    const first = await decide("approve");
    await sync(feedOf(priced(1)));
    await decide("approve");
    await sync(feedOf(priced(12)));
    await sync(`${feedOf(priced(12))} `);
    await sync(feedOf(priced(1)));
    await sync(`${feedOf(priced(12))}  `);
    const second = await decide("reject");
    expect(await sync(`${feedOf(priced(12))}   `)).toMatchObject({ sources: [{ quarantined: 0 }] });
    const rows = await rowsOf(DECISIONS);
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual({ id: first, status: "approved", decided_by: "admin-token" });
    expect(rows).toContainEqual({ id: second, status: "rejected", decided_by: "admin-token" });
  });
});
