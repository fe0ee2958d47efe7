import { createDb } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { app } from "../src/app.ts";
import { ensurePriceBook } from "../src/services/book/ensure-price-book.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { pricingSettings } from "./pricing-settings.ts";
import { rowsOf } from "./stored-prices.ts";

const TOKEN = "an-admin-token-of-this-test-alone";

beforeEach(plantEmptyBook);

const publishBook = async () => await Promise.reject(new Error("no price book today"));

/** Changes a price while no price book can be published. */
async function change(method: string, path: string, body?: unknown): Promise<Response> {
  const settings = pricingSettings(env.DB);
  const bindings = { ...settings, ADMIN_TOKEN: TOKEN, PRICE_WORK: { ...settings.PRICE_WORK, publishBook } };
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  return await app.request(
    path,
    { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
    bindings,
  );
}

const priceOf = async (model: string): Promise<unknown> =>
  await (await getJson(`/pricing/resolve?provider=acme&model=${model}`)).json();

it("is stored, answered as done, and charged once a book can be published", async ({ expect }) => {
  const set = await change("PUT", "/pricing/overrides/acme/own-1", { prices: { input: "1", output: "2" } });
  expect([set.status, set.headers.get("x-price-book")]).toEqual([200, "pending"]);
  expect(await set.json()).toMatchObject({ prices: { input: { base: "1" } } });
  const discount = await change("PUT", "/pricing/discounts/acme", { percent: "10" });
  expect([discount.status, discount.headers.get("x-price-book")]).toEqual([200, "pending"]);
  expect(await rowsOf("SELECT action FROM audit_log ORDER BY action")).toEqual([
    { action: "price.discount_set" },
    { action: "price.override_set" },
  ]);
  await ensurePriceBook(createDb(env.DB), Date.now());
  expect(await priceOf("own-1")).toMatchObject({ status: "priced", rate: { prices: { input: { base: "1" } } } });
});
