import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

const modelOf = (id: string, match: unknown = { starts_with: id }) => ({ id, match, prices: { input_mtok: 2 } });

const FAMILIES = ["aurora-1", "boreal-2", "cirrus-3", "dune-4", "ember-5", "fjord-6", "grove-7", "heath-8"];

type Damage = { match?: unknown; provider?: object };

/** The list of two providers; the damage is to the first of the models of `acme` and to `acme` itself. */
const listOf = ({ match, provider = {} }: Damage) =>
  JSON.stringify([
    {
      id: "acme",
      name: "Acme",
      api_pattern: "https://api\\.acme\\.test",
      provider_match: { contains: "acme" },
      models: FAMILIES.map((id, index) => modelOf(id, index === 0 ? match : undefined)),
      ...provider,
    },
    { id: "other", name: "Other", api_pattern: "https://api\\.other\\.test", models: [modelOf("other-1")] },
  ]);

type Run = { status: string; sources: { quarantined: number; skipped: number }[] };

async function sync(damage: Damage): Promise<Run> {
  await feed.answer({ body: listOf(damage) });
  return await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();
}

async function found(query: Record<string, string>): Promise<unknown> {
  const answer = await getJson(`/pricing/resolve?${new URLSearchParams(query).toString()}`);
  const resolved: { status: string; rate?: { model: string } } = await answer.json();
  return resolved.rate?.model ?? resolved.status;
}

beforeEach(async () => {
  await plantEmptyBook();
  await sync({});
});

describe("a rule of a list that accepts far more than its model", () => {
  it.for<[string, unknown]>([
    ["the beginning of anything", { regex: "^" }],
    ["anything", { regex: ".*" }],
    ["a letter", { contains: "a" }],
    ["anything among others", { or: [{ equals: "aurora-1" }, { regex: "." }] }],
    ["the other models", { regex: "^(aurora|boreal|cirrus|dune|ember|fjord|grove|heath)" }],
  ])("%s is listed, and the rule before it stays", async ([, match], { expect }) => {
    expect(await sync({ match })).toMatchObject({ status: "ok", sources: [{ skipped: 1 }] });
    const [row] = await rowsOf(
      "SELECT detail->'skipped' AS skipped FROM price_run_sources ORDER BY started_at_ms DESC",
    );
    expect(JSON.parse(String(row?.["skipped"]))).toEqual({
      broad_rule: { count: 1, examples: ["acme/aurora-1: match"] },
    });
    expect(await found({ provider: "acme", model: "zephyr-9-ultra" })).toBe("unpriced");
    expect(await found({ provider: "acme", model: "aurora-1-2026-01-01" })).toBe("aurora-1");
    expect(await found({ provider: "acme", model: "boreal-2-preview" })).toBe("boreal-2");
  });

  it.for<[string, object]>([
    ["of names of providers", { provider_match: { regex: "." } }],
    ["of names of models", { model_match: { contains: "e" } }],
    ["of addresses", { api_pattern: "https://.*" }],
  ])("%s is listed, and the rule before it stays", async ([, provider], { expect }) => {
    expect(await sync({ provider })).toMatchObject({ status: "ok", sources: [{ skipped: 1 }] });
    expect(await found({ provider: "nobody2", model: "aurora-1" })).toBe("unpriced");
    expect(await found({ provider_api_url: "https://api.nobody.test/v1", model: "aurora-1" })).toBe("unpriced");
    expect(await found({ model: "aurora-1" })).toBe("unpriced");
    expect(await found({ provider: "my-acme", model: "aurora-1" })).toBe("aurora-1");
    expect(await found({ provider_api_url: "https://api.acme.test/v1", model: "aurora-1" })).toBe("aurora-1");
  });

  it("is taken over when it accepts its own family", async ({ expect }) => {
    const match = { or: [{ starts_with: "aurora-1" }, { contains: "aurora-one" }] };
    expect(await sync({ match })).toMatchObject({ status: "ok", sources: [{ skipped: 0 }] });
    expect(await found({ provider: "acme", model: "acme/aurora-one-latest" })).toBe("aurora-1");
  });
});

describe("a name with words that nobody knows", () => {
  it.for(["my-aurora-1-hosted", "aurora-1-fake-turbo-pro", "aurora-1-unheard"])(
    "such as %s is no model of the list",
    async (model, { expect }) => {
      await sync({ match: { contains: "aurora-1" } });
      expect(await found({ provider: "acme", model })).toBe("unpriced");
    },
  );
});
