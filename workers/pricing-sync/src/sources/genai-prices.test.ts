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

const tier = (start: number, price: number) => ({ start, price });

/** What is read of an input price with these tiers. */
function readTiers(...tiers: object[]) {
  const prices = { input_mtok: { base: 2, tiers }, output_mtok: 8 };
  const { providers, skipped } = readGenaiPrices([provider("acme", model("m", prices))]);
  const [rate] = providers[0]?.models[0]?.rates ?? [];
  const steps = rate?.rates["input"]?.map((step) => [step.min_input_tokens, step.rate_pico_usd]);
  return { steps, gaps: rate?.gaps, skipped };
}

describe("two tiers of a price that begin at the same number of tokens", () => {
  it("are one when they are alike", ({ expect }) => {
    expect(readTiers(tier(100, 4), tier(100, 4))).toEqual({
      steps: [
        [0, 2_000_000],
        [100, 4_000_000],
      ],
      gaps: [],
      skipped: [],
    });
  });

  it("are left out when they differ, and nothing else is", ({ expect }) => {
    expect(readTiers(tier(100, 4), tier(200, 5), tier(100, 6))).toEqual({
      steps: [
        [0, 2_000_000],
        [200, 5_000_000],
      ],
      gaps: [{ unit: "input", above: 100 }],
      skipped: [{ key: "acme/m: input_mtok", reason: "ambiguous" }],
    });
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

describe("a name of genai-prices that no call can give", () => {
  const kept = provider("acme", model("kept"));

  it.for<[string, string, string, object]>([
    ["a model", "acme/3", "not_a_model", provider("acme", model("kept"), model("a"), model("b"), model("c\u0000"))],
    ["a further name of a model", "acme/m", "bad_rule", provider("acme", model("kept"), model("m", {}, "m\u0007"))],
  ])("leaves out %s alone", ([, key, reason, damaged], { expect }) => {
    const { models, skipped } = read(damaged);
    expect(models).toContainEqual(KEPT);
    expect(skipped).toEqual([{ key, reason }]);
  });

  it("leaves out a provider alone", ({ expect }) => {
    expect(read(kept, provider("ac\nme", model("m")))).toEqual({
      models: [KEPT],
      modelCount: 1,
      skipped: [{ key: "1", reason: "not_a_model" }],
    });
  });

  it("is none without the characters at its ends", ({ expect }) => {
    expect(read(provider("acme\n", model(" kept\t"))).models).toEqual([KEPT]);
  });

  it("is told apart from a provider that cannot be read", ({ expect }) => {
    expect(() => read(kept, { id: "other", name: "Other", models: "x" })).toThrow(/: 1\.models: /);
  });
});
