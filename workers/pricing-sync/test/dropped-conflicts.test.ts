import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { sendJson } from "./send-json.ts";

const feed = usePriceFeed();

const chat = (inputUsd: number, more: object = {}) => ({
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: inputUsd / 1e6,
  output_cost_per_token: (2 * inputUsd) / 1e6,
  ...more,
});

const BATCH = { input_cost_per_token_batches: 5e-8, output_cost_per_token_batches: 1e-7 };

/** What LiteLLM tells all the time. */
const STAYS = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`other-${index}`, chat(1)]));

/** The default list, in which these names beside its id mean a model of $0.10 in. */
const defaultList = (inputUsd: number, names: string[], more: object = {}) => {
  const match = { or: ["m1", ...names].map((equals) => ({ equals })) };
  const m1 = { id: "m1", match, prices: { input_mtok: inputUsd, output_mtok: 2 * inputUsd } };
  return feedOf({}, { models: [m1, { id: "m2", match: { equals: "m2" }, prices: {}, ...more }] });
};

async function sync(source: "genai-prices" | "litellm", body: string): Promise<void> {
  await feed.answer({ body }, source);
  const run = await (await postJson("/pricing/sync", { sources: [source] })).json<{ status: string }>();
  if (run.status !== "ok") throw new Error(`the sync of ${source} ended as ${run.status}`);
}

const syncLitellm = async (entries: object) => await sync("litellm", JSON.stringify({ ...STAYS, ...entries }));

const resolve = async (model: string, more = ""): Promise<unknown> =>
  await (await getJson(`/pricing/resolve?provider=acme&model=${model}${more}`)).json();

const charged = (source: string, base: string, flags: string[]) => ({
  status: "priced",
  flags,
  rate: { source, prices: { input: { base } } },
});

describe("a model that LiteLLM drops, of which the default list takes the id for a further name", () => {
  beforeEach(async () => {
    await plantEmptyBook();
    await sync("genai-prices", defaultList(0.1, ["accounts/odd", "batched"]));
    await syncLitellm({ "acme/accounts/odd": chat(0.9), batched: chat(0.1, BATCH) });
    await syncLitellm({});
  });

  it("goes on being charged by LiteLLM's own row, as a conflict", async ({ expect }) => {
    expect(await resolve("accounts/odd")).toMatchObject(charged("litellm", "0.9", ["source_conflict"]));
    await sync("genai-prices", defaultList(0.2, ["accounts/odd", "batched"]));
    expect(await resolve("accounts/odd")).toMatchObject(charged("litellm", "0.9", ["source_conflict"]));
    expect(await resolve("m1")).toMatchObject(charged("genai-prices", "0.2", []));
  });

  it("keeps the rates by service tier that only LiteLLM had", async ({ expect }) => {
    expect(await resolve("batched", "&service_tier=batch")).toMatchObject(charged("litellm", "0.05", []));
    expect(await resolve("batched")).toMatchObject(charged("genai-prices", "0.1", []));
  });

  it("is charged by the default list once that has it as a model of its own", async ({ expect }) => {
    const own = { id: "accounts/odd", match: { equals: "accounts/odd" }, prices: { input_mtok: 0.5, output_mtok: 1 } };
    await sync("genai-prices", defaultList(0.1, ["batched"], own));
    expect(await resolve("accounts/odd")).toMatchObject(charged("genai-prices", "0.5", []));
  });

  it("is charged by an own rate first", async ({ expect }) => {
    const rate = { prices: { input: "0.7", output: "1" } };
    expect((await sendJson("PUT", "/pricing/overrides/acme/accounts%2Fodd", rate)).status).toBe(200);
    expect(await resolve("accounts/odd")).toMatchObject(charged("override", "0.7", []));
  });
});

describe("a model that LiteLLM alone had, and dropped", () => {
  it("is charged by the default list from when that tells it", async ({ expect }) => {
    await plantEmptyBook();
    await syncLitellm({ late: chat(0.9) });
    await syncLitellm({});
    expect(await resolve("late")).toMatchObject(charged("litellm", "0.9", []));
    await sync("genai-prices", defaultList(0.1, ["late"]));
    expect(await resolve("late")).toMatchObject(charged("genai-prices", "0.1", []));
  });
});
