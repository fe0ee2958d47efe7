import { describe, it } from "vitest";

import { readGenaiPrices } from "./genai-prices.ts";

const model = (id: string, prices: object = { input_mtok: 2 }, match = id) => ({
  id,
  match: { equals: match },
  prices,
});
const provider = (id: string, ...models: object[]) => ({ id, name: id, models });

/** The models that were read of a list, and what was left out of it. */
function read(...providers: object[]) {
  const list = readGenaiPrices(providers);
  const models = list.providers.flatMap(({ provider: id, models: listed }) =>
    listed.map((one) => [`${id}/${one.model}`, one.rates[0]?.rates["input"]?.[0]?.rate_pico_usd]),
  );
  return { models, modelCount: list.modelCount, skipped: list.skipped };
}

const KEPT = ["acme/kept", 2_000_000];
const AMBIGUOUS = { key: "acme/twice", reason: "ambiguous" };

describe("an id that genai-prices tells twice", () => {
  it("is read once when it is told alike", ({ expect }) => {
    expect(read(provider("acme", model("kept"), model("twice"), model("twice")))).toEqual({
      models: [KEPT, ["acme/twice", 2_000_000]],
      modelCount: 2,
      skipped: [],
    });
  });

  it.for<[differs: string, other: object]>([
    ["another price", model("twice", { input_mtok: 3 })],
    ["another price in capitals", model("TWICE", { input_mtok: 3 })],
    ["another rule", model("twice", { input_mtok: 2 }, "something")],
  ])("with %s is left out, whichever comes first", ([, other], { expect }) => {
    for (const twins of [
      [model("twice"), other],
      [other, model("twice")],
    ]) {
      const { models, skipped } = read(provider("acme", model("kept"), ...twins));
      expect(models).toEqual([KEPT]);
      expect(skipped.map(({ key, reason }) => ({ key: key.toLowerCase(), reason }))).toEqual([AMBIGUOUS]);
    }
  });

  it("is left out when one of the two cannot be read", ({ expect }) => {
    const [good, damaged] = [model("twice"), model("twice", { input_mtok: -1 })];
    expect(read(provider("acme", model("kept"), good, damaged)).models).toEqual([KEPT]);
    expect(read(provider("acme", model("kept"), damaged, good)).models).toEqual([KEPT]);
  });
});

describe("a provider that genai-prices tells twice", () => {
  it("has the models of both, but for those that they tell differently", ({ expect }) => {
    const first = provider("acme", model("kept"), model("twice"));
    const second = provider("Acme", model("kept"), model("twice", { input_mtok: 3 }), model("more"));
    expect(read(first, { ...second, name: "acme" })).toMatchObject({
      models: [KEPT, ["acme/more", 2_000_000]],
      skipped: [AMBIGUOUS],
    });
  });

  it("keeps the rules that come first, which is told", ({ expect }) => {
    const first = { ...provider("acme", model("kept")), api_pattern: "https://api\\.acme\\.example" };
    const list = readGenaiPrices([first, provider("acme", model("more"))]);
    expect(list.providers.map(({ rules }) => rules.api_pattern)).toEqual([first.api_pattern]);
    expect(list.skipped).toEqual([{ key: "acme", reason: "ambiguous" }]);
  });
});
