import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { sendJson } from "./send-json.ts";
import { rowsOf } from "./stored-prices.ts";

type Listed = { id: string; match: unknown; prices: unknown };

const feed = usePriceFeed();

const equals = (...names: string[]) => ({ or: names.map((name) => ({ equals: name })) });

const priced = (input: number) => ({ input_mtok: input, output_mtok: input * 4 });

const CHEAP: Listed = { id: "cheap-1", match: equals("cheap-1", "cheap-1-2024-11-20"), prices: priced(2.5) };
const DEAR: Listed = { id: "dear-1", match: equals("dear-1"), prices: priced(150) };
const OTHER: Listed = { id: "other-1", match: { starts_with: "other-1" }, prices: priced(3) };

const listOf = (...models: Listed[]) =>
  JSON.stringify([{ id: "acme", name: "Acme", api_pattern: "https://api\\.acme\\.test", models }]);

const openaiListOf = (...models: Listed[]) =>
  JSON.stringify([{ id: "openai", name: "OpenAI", api_pattern: "https://api\\.openai\\.com", models }]);

async function sync(body: string): Promise<unknown> {
  await feed.answer({ body });
  return await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();
}

async function charged(model: string): Promise<unknown> {
  const query = new URLSearchParams({ provider: "acme", model });
  const resolved: { status: string; rate?: { model: string; prices: { input: { base: string } } } } = await (
    await getJson(`/pricing/resolve?${query.toString()}`)
  ).json();
  return resolved.rate === undefined ? resolved.status : [resolved.rate.model, resolved.rate.prices.input.base];
}

async function skipped(): Promise<unknown> {
  const [row] = await rowsOf(
    "SELECT detail->'skipped' AS skipped FROM price_run_sources ORDER BY started_at_ms DESC LIMIT 1",
  );
  return JSON.parse(String(row?.["skipped"]));
}

const heldOnly = (...examples: string[]) => ({ moves_too_far: { count: examples.length, examples } });

beforeEach(async () => {
  await plantEmptyBook();
  await sync(listOf(CHEAP, DEAR, OTHER));
});

describe("a name of a model that another model takes at more than ten times its price", () => {
  const name = "cheap-1-2024-11-20";

  it.for<[string, unknown]>([
    ["an alternative of its rule", equals("dear-1", name)],
    ["an alternative in other letters", equals("dear-1", "Cheap-1-2024-11-20")],
    ["a nested alternative", { or: [{ equals: "dear-1" }, { or: [{ equals: name }] }] }],
  ])("by %s stays with its model", async ([, match], { expect }) => {
    const run = await sync(listOf({ ...DEAR, match, prices: priced(160) }, CHEAP, OTHER));
    expect(run).toMatchObject({ status: "ok", sources: [{ changed: 1, skipped: 1 }] });
    expect(await charged(name)).toEqual(["cheap-1", "2.5"]);
    expect(await charged("cheap-1")).toEqual(["cheap-1", "2.5"]);
    // What else the list says of the model holds.
    expect(await charged("dear-1")).toEqual(["dear-1", "160"]);
  });

  it("stays with its model when a condition of its rule spells it", async ({ expect }) => {
    const match = { or: [{ equals: "cheap-1" }, { and: [{ equals: name }, { starts_with: "cheap" }] }] };
    await sync(listOf({ ...CHEAP, match }, DEAR, OTHER));
    const run = await sync(listOf({ ...DEAR, match: equals("dear-1", name) }, { ...CHEAP, match }, OTHER));
    expect(run).toMatchObject({ sources: [{ skipped: 1 }] });
    expect(await charged(name)).toEqual(["cheap-1", "2.5"]);
  });

  it("is told in the run, and is held again by the next one", async ({ expect }) => {
    const list = listOf({ ...DEAR, match: equals("dear-1", name) }, CHEAP, OTHER);
    await sync(list);
    const told = heldOnly(`acme/dear-1: the name ${name}, charged as acme/cheap-1`);
    expect(await skipped()).toEqual(told);
    expect(await sync(`${list} `)).toMatchObject({ sources: [{ status: "unchanged", changed: 0, skipped: 1 }] });
    expect(await skipped()).toEqual(told);
    expect(await charged(name)).toEqual(["cheap-1", "2.5"]);
  });

  it("stays with its model when a new model has it, which is charged by its own name", async ({ expect }) => {
    const fresh = { id: "fresh-1", match: equals("fresh-1", name), prices: priced(99) };
    expect(await sync(listOf(fresh, CHEAP, DEAR, OTHER))).toMatchObject({ sources: [{ added: 1, skipped: 1 }] });
    expect([await charged(name), await charged("fresh-1")]).toEqual([
      ["cheap-1", "2.5"],
      ["fresh-1", "99"],
    ]);
  });

  it("stays with its model when that has left the list", async ({ expect }) => {
    const renamed = { id: "cheap_1", match: equals("cheap_1", "cheap-1", name), prices: priced(200) };
    await sync(listOf(renamed, DEAR, OTHER));
    expect([await charged("cheap-1"), await charged(name)]).toEqual([
      ["cheap-1", "2.5"],
      ["cheap-1", "2.5"],
    ]);
  });

  it("stays with its model when the list takes it from there and a rule of the other accepts it", async ({
    expect,
  }) => {
    const taker = { ...DEAR, match: { or: [{ equals: "dear-1" }, { starts_with: name }] } };
    await sync(listOf(taker, { ...CHEAP, match: equals("cheap-1") }, OTHER));
    expect(await charged(name)).toEqual(["cheap-1", "2.5"]);
  });

  it("stays with the first of two models that have it when they change places", async ({ expect }) => {
    const both = { ...DEAR, match: equals("dear-1", name) };
    await plantEmptyBook();
    await sync(listOf(CHEAP, both, OTHER));
    await sync(listOf(both, CHEAP, OTHER));
    expect([await charged(name), await charged("dear-1")]).toEqual([
      ["cheap-1", "2.5"],
      ["dear-1", "150"],
    ]);
  });
});

describe("a name whose rates by service tier only a lesser list has", () => {
  it("costs the same by that list's own row once the default list takes it for a dear model", async ({ expect }) => {
    const name = "cheap-1-2024-11-20";
    const costs = { input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 };
    const batch = { input_cost_per_token_batches: 1.25e-6, output_cost_per_token_batches: 5e-6 };
    const listed = { [name]: { litellm_provider: "openai", mode: "chat", ...costs, ...batch } };
    const query = new URLSearchParams({ provider: "openai", model: name });
    const resolved = async () => await (await getJson(`/pricing/resolve?${query.toString()}`)).json();
    await plantEmptyBook();
    await sync(openaiListOf(CHEAP, DEAR));
    await feed.answer({ body: JSON.stringify(listed) }, "litellm");
    await postJson("/pricing/sync", { sources: ["litellm"] });
    const prices = { input: { base: "2.5" } };
    expect(await resolved()).toMatchObject({ rate: { source: "genai-prices", model: "cheap-1", prices } });
    await sync(openaiListOf({ ...DEAR, match: equals("dear-1", name) }, CHEAP));
    const byOwnRow = { rate: { source: "litellm", model: name, prices }, flags: ["source_conflict"] };
    expect(await resolved()).toMatchObject(byOwnRow);
  });
});

describe("a name that another model takes for less than a tenth", () => {
  it.for<[string, unknown]>([
    ["of its price", { ...priced(0.2) }],
    ["free of charge", {}],
    ["in a price to come", [{ prices: priced(2) }, { constraint: { start_date: "2999-01-01" }, prices: priced(0.2) }]],
    [
      "for a part of the day",
      [
        { prices: priced(2) },
        { constraint: { start_time: "00:00:00Z", end_time: "12:00:00Z" }, prices: priced(0.2) },
        { constraint: { start_time: "12:00:00Z", end_time: "23:59:59Z" }, prices: priced(2) },
      ],
    ],
  ])("%s stays with its model", async ([, prices], { expect }) => {
    const fresh = { id: "fresh-1", match: equals("fresh-1", "cheap-1-2024-11-20"), prices };
    await sync(listOf(fresh, CHEAP, DEAR, OTHER));
    expect(await charged("cheap-1-2024-11-20")).toEqual(["cheap-1", "2.5"]);
  });
});

describe("a renamed model", () => {
  it("of a similar price is found by both names", async ({ expect }) => {
    const renamed = { id: "cheap_1", match: equals("cheap_1", "cheap-1", "cheap-1-2024-11-20"), prices: priced(2) };
    const run = await sync(listOf(renamed, DEAR, OTHER));
    expect(run).toMatchObject({ sources: [{ added: 1, vanished: 1, skipped: 0 }] });
    for (const name of ["cheap-1", "cheap_1", "cheap-1-2024-11-20"]) {
      expect(await charged(name), name).toEqual(["cheap_1", "2"]);
    }
  });

  it("is found by a name that a model of a similar price had", async ({ expect }) => {
    const taker = { ...OTHER, match: { or: [{ starts_with: "other-1" }, { equals: "cheap-1-2024-11-20" }] } };
    await sync(listOf(taker, DEAR, { ...CHEAP, match: equals("cheap-1") }));
    expect(await charged("cheap-1-2024-11-20")).toEqual(["other-1", "3"]);
  });
});

describe("a held name", () => {
  it("is charged as the other model once an own alias says so", async ({ expect }) => {
    await sync(listOf({ ...DEAR, match: equals("dear-1", "cheap-1-2024-11-20") }, CHEAP, OTHER));
    const path = "/pricing/aliases/acme/cheap-1-2024-11-20";
    expect((await sendJson("PUT", path, { provider: "acme", model: "dear-1" })).status).toBe(200);
    expect(await charged("cheap-1-2024-11-20")).toEqual(["dear-1", "150"]);
  });
});
