import { beforeAll, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";

type Disagreements = {
  data: {
    model: string;
    unit: string;
    percent: number;
    prices: { source: string; price: string; in_use: boolean }[];
  }[];
  total: number;
};

const feed = usePriceFeed();

const disagreements = async (query = ""): Promise<Disagreements> =>
  await (await getJson(`/pricing/disagreements?provider=acme${query}`)).json();

const resolve = async (model: string): Promise<unknown> =>
  await (await getJson(`/pricing/resolve?provider=acme&model=${model}`)).json();

/** A model of LiteLLM's list, in dollars per million tokens. */
const litellm = (input: number, output: number) => ({
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: input / 1e6,
  output_cost_per_token: output / 1e6,
});

/** Two further names of a model of the default list, one of which is a model of its own in the other. */
const WITH_FURTHER_NAMES = [
  JSON.stringify({ equals: "family" }),
  JSON.stringify({
    or: [{ equals: "family" }, { equals: "further" }, { equals: "family-safeguard" }, { equals: "family-latest" }],
  }),
] as const;

beforeAll(async () => {
  await plantEmptyBook();
  await feed.answer({
    body: feedOf({
      same: { input_mtok: 2, output_mtok: 10 },
      near: { input_mtok: 2, output_mtok: 10 },
      apart: { input_mtok: 2, output_mtok: 10 },
      alone: { input_mtok: 2, output_mtok: 10 },
      family: { input_mtok: 4, output_mtok: 20 },
    }).replace(...WITH_FURTHER_NAMES),
  });
  const lists = {
    "acme/same": litellm(2, 10),
    "acme/near": litellm(2.01, 10),
    "acme/apart": litellm(3, 8),
    "acme/further": litellm(4, 20),
    "acme/family-safeguard": litellm(1, 20),
    "acme/family-latest": litellm(1, 20),
  };
  await feed.answer({ body: JSON.stringify(lists) }, "litellm");
  await postJson("/pricing/sync", { sources: ["genai-prices", "litellm"] });
});

describe("disagreements", () => {
  it("tell what each list charges and which price is in use, the widest gap first", async ({ expect }) => {
    const { data, total } = await disagreements();
    // 4 over 1 is 300 % more, 3 over 2 is 50 %, 10 over 8 is 25 %; 2.01 over 2 is half a percent.
    expect(total).toBe(3);
    expect(data).toEqual([
      {
        provider: "acme",
        model: "family-safeguard",
        unit: "input",
        percent: 300,
        prices: expect.arrayContaining([
          { source: "genai-prices", price: "4", in_use: false },
          { source: "litellm", price: "1", in_use: true },
        ]),
      },
      {
        provider: "acme",
        model: "apart",
        unit: "input",
        percent: 50,
        prices: expect.arrayContaining([
          { source: "genai-prices", price: "2", in_use: true },
          { source: "litellm", price: "3", in_use: false },
        ]),
      },
      {
        provider: "acme",
        model: "apart",
        unit: "output",
        percent: 25,
        prices: expect.arrayContaining([
          { source: "genai-prices", price: "10", in_use: true },
          { source: "litellm", price: "8", in_use: false },
        ]),
      },
    ]);
  });

  it("begin at the gap that is asked for", async ({ expect }) => {
    expect((await disagreements("&min_percent=0")).data.map(({ model, percent }) => [model, percent])).toEqual([
      ["family-safeguard", 300],
      ["apart", 50],
      ["apart", 25],
      ["near", 0.5],
    ]);
    expect((await disagreements("&min_percent=60")).total).toBe(1);
  });
});

describe("an id that the default list takes for a further name of a model", () => {
  it("is charged by the other list's row of that id when it has another price, which is marked", async ({ expect }) => {
    expect(await resolve("family-safeguard")).toMatchObject({
      matched_by: "exact",
      rate: { source: "litellm", model: "family-safeguard", prices: { input: { base: "1" } } },
      flags: ["source_conflict"],
    });
  });

  it("is that model when it floats, whatever the other list says", async ({ expect }) => {
    expect(await resolve("family-latest")).toMatchObject({
      matched_by: "exact",
      rate: { source: "genai-prices", model: "family", prices: { input: { base: "4" } } },
      flags: ["floating_alias"],
    });
  });

  it("is that model when both have the same price", async ({ expect }) => {
    expect(await resolve("further")).toMatchObject({
      matched_by: "exact",
      rate: { source: "genai-prices", model: "family", prices: { input: { base: "4" } } },
      flags: [],
    });
  });
});
