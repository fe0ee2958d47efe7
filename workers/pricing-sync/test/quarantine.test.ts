import { beforeAll, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

type Held = { id: string; model: string; status: string; moves: unknown[] };

const feed = usePriceFeed();

async function sync(prices: Record<string, unknown>): Promise<void> {
  await feed.answer({ body: feedOf(prices) });
  await postJson("/pricing/sync", { sources: ["genai-prices"] });
}

async function held(model: string): Promise<Held> {
  const { data }: { data: Held[] } = await (await getJson("/pricing/quarantine")).json();
  const found = data.find((change) => change.model === model);
  if (found === undefined) throw new Error(`${model} is not held`);
  return found;
}

async function inputOf(model: string): Promise<string | undefined> {
  const resolved: { rate?: { prices: { input: { base: string } } } } = await (
    await getJson(`/pricing/resolve?provider=acme&model=${model}`)
  ).json();
  return resolved.rate?.prices.input.base;
}

beforeAll(async () => {
  await plantEmptyBook();
  await sync({ approved: { input_mtok: 1 }, rejected: { input_mtok: 1 }, corrected: { input_mtok: 1 } });
  await sync({ approved: { input_mtok: 20 }, rejected: { input_mtok: 30 }, corrected: { input_mtok: 40 } });
});

describe("a price that moves by more than ten times", () => {
  it("is held until an admin approves it, and then charged", async ({ expect }) => {
    const change = await held("approved");
    expect(change).toMatchObject({ status: "pending", moves: [{ unit: "input", from: "1", to: "20", factor: 20 }] });
    expect(await inputOf("approved")).toBe("1");
    const approved = await postJson(`/pricing/quarantine/${change.id}/approve`, {});
    expect(await approved.json()).toMatchObject({ status: "approved", decided_by: "admin-token" });
    expect(await inputOf("approved")).toBe("20");
    expect((await postJson(`/pricing/quarantine/${change.id}/reject`, {})).status).toBe(409);
  });

  it("is left alone when an admin rejects it, which the audit log tells once", async ({ expect }) => {
    const { id } = await held("rejected");
    expect(await (await postJson(`/pricing/quarantine/${id}/reject`, {})).json()).toMatchObject({ status: "rejected" });
    expect((await postJson(`/pricing/quarantine/${id}/approve`, {})).status).toBe(409);
    expect(await inputOf("rejected")).toBe("1");
    expect(await rowsOf("SELECT action FROM audit_log WHERE detail->>'id' = ?1", id)).toEqual([
      { action: "price.quarantine_rejected" },
    ]);
  });

  it("is withdrawn when its list takes it back, and waits anew when the list says it again", async ({ expect }) => {
    const { id } = await held("corrected");
    await sync({ approved: { input_mtok: 20 }, rejected: { input_mtok: 30 }, corrected: { input_mtok: 1.1 } });
    const response = await postJson(`/pricing/quarantine/${id}/approve`, {});
    expect([response.status, await response.json()]).toMatchObject([409, { code: "already_decided" }]);
    expect(await inputOf("corrected")).toBe("1.1");
    const { data }: { data: Held[] } = await (await getJson("/pricing/quarantine?status=withdrawn")).json();
    expect(data).toMatchObject([{ id, model: "corrected", status: "withdrawn", decided_by: null }]);
    await sync({ approved: { input_mtok: 20 }, rejected: { input_mtok: 30 }, corrected: { input_mtok: 40 } });
    expect(await held("corrected")).toMatchObject({ id, moves: [{ from: "1.1", to: "40", factor: 36.4 }] });
  });

  it("that nobody has heard of is 404", async ({ expect }) => {
    expect((await postJson("/pricing/quarantine/nobody/approve", {})).status).toBe(404);
  });
});

describe("the price lists", () => {
  it("are told with their last run, and the run with what it changed", async ({ expect }) => {
    const { data }: { data: { source: string; last_run: { run_id: string } | null }[] } = await (
      await getJson("/pricing/sources")
    ).json();
    expect(data.map(({ source }) => source)).toEqual(["openrouter", "genai-prices", "litellm", "llm-prices"]);
    const runId = data.find(({ source }) => source === "genai-prices")?.last_run?.run_id ?? "";
    expect(await (await getJson(`/pricing/runs/${runId}`)).json()).toMatchObject({
      run_id: runId,
      sources: [{ source: "genai-prices", quarantined: 1 }],
    });
    expect((await getJson("/pricing/runs/nobody")).status).toBe(404);
  });
});
