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

/** A model of LiteLLM's list, in dollars per million tokens. */
const litellm = (input: number, output: number) => ({
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: input / 1e6,
  output_cost_per_token: output / 1e6,
});

beforeAll(async () => {
  await plantEmptyBook();
  await feed.answer({
    body: feedOf({
      same: { input_mtok: 2, output_mtok: 10 },
      near: { input_mtok: 2, output_mtok: 10 },
      apart: { input_mtok: 2, output_mtok: 10 },
      alone: { input_mtok: 2, output_mtok: 10 },
    }),
  });
  const lists = { "acme/same": litellm(2, 10), "acme/near": litellm(2.01, 10), "acme/apart": litellm(3, 8) };
  await feed.answer({ body: JSON.stringify(lists) }, "litellm");
  await postJson("/pricing/sync", { sources: ["genai-prices", "litellm"] });
});

describe("disagreements", () => {
  it("tell what each list charges and which price is in use, the widest gap first", async ({ expect }) => {
    const { data, total } = await disagreements();
    // 3 over 2 is 50 % more, 10 over 8 is 25 % more; 2.01 over 2 is half a percent.
    expect(total).toBe(2);
    expect(data).toEqual([
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
      ["apart", 50],
      ["apart", 25],
      ["near", 0.5],
    ]);
    expect((await disagreements("&min_percent=30")).total).toBe(1);
  });
});
