import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

const NAME = "thing-1-2025-06-01";

/** A model of the default list that has the name as another of its own, at so many dollars per million tokens in. */
const defaultList = (input: number) =>
  JSON.stringify([
    {
      id: "acme",
      name: "Acme",
      api_pattern: "https://api\\.acme\\.test",
      models: [
        {
          id: "thing-1",
          match: { or: [{ equals: "thing-1" }, { equals: NAME }] },
          prices: { input_mtok: input, output_mtok: 4 * input, web_searches_kcount: 10 },
        },
      ],
    },
  ]);

const entry = (input: number) => ({
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: input / 1e6,
  output_cost_per_token: (4 * input) / 1e6,
});

const OTHERS = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`other-${index}`, entry(1)]));

async function sync(source: "genai-prices" | "litellm", body: string): Promise<unknown> {
  await feed.answer({ body }, source);
  return await (await postJson("/pricing/sync", { sources: [source] })).json();
}

const syncLitellm = async (models: object) => await sync("litellm", JSON.stringify({ ...OTHERS, ...models }));

async function charged(model: string): Promise<unknown> {
  const query = new URLSearchParams({ provider: "acme", model });
  const resolved: { rate: { source: string; prices: { input: { base: string } } } } = await (
    await getJson(`/pricing/resolve?${query.toString()}`)
  ).json();
  return [resolved.rate.source, resolved.rate.prices.input.base];
}

beforeEach(plantEmptyBook);

describe("a model that leaves LiteLLM's list while another list has its name at far another price", () => {
  beforeEach(async () => {
    await sync("genai-prices", defaultList(150));
    await syncLitellm({ [NAME]: entry(2.5) });
  });

  it("keeps its price, and the rest of the list is taken over", async ({ expect }) => {
    expect(await charged(NAME)).toEqual(["litellm", "2.5"]);
    const run = await syncLitellm({ "other-1": entry(3), fresh: entry(4) });
    expect(run).toMatchObject({ status: "ok", sources: [{ status: "updated", added: 1, changed: 1, vanished: 1 }] });
    expect([await charged(NAME), await charged("other-1"), await charged("fresh")]).toEqual([
      ["litellm", "2.5"],
      ["litellm", "3"],
      ["litellm", "4"],
    ]);
  });

  it("has left, and no name of it is held", async ({ expect }) => {
    await syncLitellm({});
    const [row] = await rowsOf(
      "SELECT detail->'vanished' AS vanished, detail->'skipped' AS skipped FROM price_run_sources ORDER BY started_at_ms DESC LIMIT 1",
    );
    expect(JSON.parse(String(row?.["vanished"]))).toEqual([{ provider: "acme", model: NAME }]);
    expect(JSON.parse(String(row?.["skipped"]))).toEqual({});
  });
});

describe("a model of LiteLLM whose price parts from that of the default list, which has fees besides", () => {
  it.for<[string, object]>([
    ["alone", {}],
    ["with a new model in the list", { fresh: entry(4) }],
  ])("follows its list %s", async ([, besides], { expect }) => {
    await sync("genai-prices", defaultList(0.05));
    await syncLitellm({ [NAME]: entry(0.05) });
    expect(await charged(NAME)).toEqual(["genai-prices", "0.05"]);
    const run = await syncLitellm({ [NAME]: entry(0.08), ...besides });
    expect(run).toMatchObject({ status: "ok", sources: [{ status: "updated", changed: 1, skipped: 0 }] });
    expect(await charged(NAME)).toEqual(["litellm", "0.08"]);
  });
});
