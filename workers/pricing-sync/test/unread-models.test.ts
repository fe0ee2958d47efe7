import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";

const feed = usePriceFeed();

const GOOD = {
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: 3e-6,
  output_cost_per_token: 1.5e-5,
};

const OTHERS = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`other-${index}`, GOOD]));

async function sync(entries: object): Promise<unknown> {
  await feed.answer({ body: JSON.stringify({ ...OTHERS, ...entries }) }, "litellm");
  return await (await postJson("/pricing/sync", { sources: ["litellm"] })).json();
}

const resolved = async (): Promise<unknown> => await (await getJson("/pricing/resolve?provider=acme&model=m1")).json();

describe("a model of LiteLLM whose price cannot be read any more", () => {
  beforeEach(async () => {
    await plantEmptyBook();
    await sync({ m1: GOOD });
  });

  it.for<[string, object, number]>([
    ["is a text", { input_cost_per_token: "three" }, 2],
    ["is a million times as dear", { input_cost_per_token: 3 }, 2],
    ["is zero", { input_cost_per_token: 0 }, 2],
    ["is negative", { input_cost_per_token: -1 }, 1],
    ["is missing", { input_cost_per_token: undefined }, 1],
  ])("%s: it keeps its price, is listed as skipped, and has not left", async ([, damage, skipped], { expect }) => {
    const run = await sync({ m1: { ...GOOD, ...damage } });
    expect(run).toMatchObject({ sources: [{ models: 9, changed: 0, vanished: 0, skipped }] });
    expect(await resolved()).toMatchObject({ status: "priced", rate: { prices: { input: { base: "3" } } } });
  });

  it.for<[string, object, number]>([
    ["a key of its own", { m1: GOOD, "acme/m1": { ...GOOD, input_cost_per_token: 4e-6 } }, 2],
    ["only other keys", { "acme/m1": GOOD, "acme/M1": { ...GOOD, output_cost_per_token: 4e-6 } }, 2],
  ])("is told by %s in two ways: it keeps its price, and has not left", async ([, entries, skipped], { expect }) => {
    expect(await sync(entries)).toMatchObject({ sources: [{ models: 9, changed: 0, vanished: 0, skipped }] });
    expect(await resolved()).toMatchObject({ status: "priced", rate: { prices: { input: { base: "3" } } } });
  });

  it("has left when the list names it no more", async ({ expect }) => {
    expect(await sync({})).toMatchObject({ sources: [{ models: 9, vanished: 1, skipped: 0 }] });
    expect(await resolved()).toMatchObject({ status: "priced", rate: { prices: { input: { base: "3" } } } });
  });
});

describe("a model of llm-prices whose rows overlap", () => {
  it("has not left", async ({ expect }) => {
    const row = { id: "claude-4.5-haiku", vendor: "anthropic", name: "Haiku", input: 1, output: 5 };
    const other = { ...row, id: "claude-4.5-opus" };
    const syncRows = async (...prices: object[]): Promise<unknown> => {
      await feed.answer({ body: JSON.stringify({ prices: [...prices, other, { ...other, id: "n" }] }) }, "llm-prices");
      return await (await postJson("/pricing/sync", { sources: ["llm-prices"] })).json();
    };
    await plantEmptyBook();
    await syncRows(row, { ...row, id: "m" });
    const run = await syncRows(row, { ...row, input: 2 }, { ...row, id: "m" });
    expect(run).toMatchObject({ sources: [{ models: 3, vanished: 0, skipped: 1 }] });
  });
});
