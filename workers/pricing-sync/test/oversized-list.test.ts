import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { everyPriceRow, rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

type Run = { status: string; sources: { status: string; reason?: string }[] };
const sync = async (source: string): Promise<Run> =>
  await (await postJson("/pricing/sync", { sources: [source] })).json();

const entry = { litellm_provider: "acme", mode: "chat", input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 };

/** LiteLLM's list of ten models that it always has, and so many others that begin with a name. */
const litellmOf = (others: number, name = "other") =>
  JSON.stringify(
    Object.fromEntries([
      ...Array.from({ length: 10 }, (_, index) => [`good-${index}`, entry]),
      ...Array.from({ length: others }, (_, index) => [`${name}-${index}`, entry]),
    ]),
  );

async function syncLitellm(body: string): Promise<Run> {
  await feed.answer({ body }, "litellm");
  return await sync("litellm");
}

const resolved = async (model: string) => await getJson(`/pricing/resolve?provider=acme&model=${model}`);

const inputPrice = async (): Promise<unknown> =>
  (await (await resolved("m1")).json<{ rate: { prices: { input: { base: string } } } }>()).rate.prices.input.base;

beforeEach(async () => {
  await plantEmptyBook();
  await syncLitellm(litellmOf(0));
});

describe("a list that no price book has room for", () => {
  it("is refused whole before anything is stored, and the next sound one is taken over", async ({ expect }) => {
    const before = await everyPriceRow();
    expect(await syncLitellm(litellmOf(15_000))).toMatchObject({
      status: "failed",
      sources: [{ status: "rejected", reason: expect.stringMatching(/would take \d+ bytes, more than the 917504/) }],
    });
    expect(await everyPriceRow()).toEqual(before);
    for (const path of ["/pricing/resolve?provider=acme&model=good-1", "/pricing/rates", "/pricing/disagreements"]) {
      expect((await getJson(path)).status).toBe(200);
    }
    expect(await syncLitellm(litellmOf(1))).toMatchObject({ status: "ok", sources: [{ status: "updated", added: 1 }] });
  });
});

describe("a list that swells for a time", () => {
  it("may lose again what it gained", async ({ expect }) => {
    expect(await syncLitellm(litellmOf(30))).toMatchObject({ status: "ok", sources: [{ added: 30 }] });
    expect(await syncLitellm(litellmOf(0))).toMatchObject({ status: "ok", sources: [{ vanished: 30 }] });
    // What the list had at first must still be there: six of ten is too few.
    const six = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(litellmOf(0))).slice(0, 6)));
    expect(await syncLitellm(six)).toMatchObject({ sources: [{ reason: "the list shrank from 10 to 6 models" }] });
  });

  it("leaves no names behind that would crowd out its own", async ({ expect }) => {
    for (const name of ["first", "second", "third"]) {
      expect(await syncLitellm(litellmOf(5_000, name))).toMatchObject({ status: "ok", sources: [{ added: 5_000 }] });
      expect(await syncLitellm(litellmOf(0))).toMatchObject({ status: "ok" });
    }
    expect(await (await resolved("good-1")).json()).toMatchObject({ status: "priced" });
    const [book] = await rowsOf(
      "SELECT length(CAST(document AS BLOB)) AS bytes FROM price_books ORDER BY version DESC LIMIT 1",
    );
    expect(book?.["bytes"]).toBeLessThan(1024 * 1024);
  }, 120_000);
});

describe("a list that was too large when it was first read", () => {
  it("is taken over in its right size once an admin says so", async ({ expect }) => {
    await plantEmptyBook();
    expect(await syncLitellm(litellmOf(90))).toMatchObject({ status: "ok", sources: [{ models: 100 }] });
    const refused = { status: "rejected", reason: "the list shrank from 100 to 10 models", is_shrunken: true };
    expect(await syncLitellm(litellmOf(0))).toMatchObject({ status: "failed", sources: [refused] });
    expect(await (await getJson("/pricing/sources")).json()).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ source: "litellm", last_run: expect.objectContaining(refused) }),
      ]),
    });

    expect((await postJson("/pricing/sync", { accept_shrunken: true })).status).toBe(400);
    const accepted = await postJson("/pricing/sync", { sources: ["litellm"], accept_shrunken: true });
    expect(await accepted.json()).toMatchObject({ status: "ok", sources: [{ models: 10, vanished: 90 }] });
    expect(await rowsOf("SELECT detail FROM audit_log WHERE detail LIKE '%accept_shrunken%'")).toHaveLength(1);
    // What is gone keeps its price, and from now on the right size is the measure.
    expect(await (await resolved("other-1")).json()).toMatchObject({ status: "priced" });
    expect(await syncLitellm(litellmOf(1, "new"))).toMatchObject({ status: "ok", sources: [{ added: 1 }] });
  });
});

describe("prices that cannot be published", () => {
  it("leave the book before them in force until they can", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    await sync("genai-prices");
    await env.DB.exec(
      "CREATE TRIGGER no_room BEFORE INSERT ON price_books BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    await feed.answer({ body: feedOf({ m1: { input_mtok: 3 } }) });
    const run = await sync("genai-prices");
    expect(run).toMatchObject({
      status: "failed",
      sources: [{ status: "failed", reason: expect.stringMatching(/could not be published/) }],
    });
    expect(await rowsOf("SELECT status FROM price_runs ORDER BY started_at_ms DESC LIMIT 1")).toEqual([
      { status: "failed" },
    ]);
    expect(await inputPrice()).toBe("2");
    // Nothing has changed but that the book is still missing.
    expect(await sync("genai-prices")).toMatchObject({ status: "failed", sources: [{ status: "failed" }] });
    await env.DB.exec("DROP TRIGGER no_room");
    expect(await sync("genai-prices")).toMatchObject({ status: "ok" });
    expect(await inputPrice()).toBe("3");
  });
});
