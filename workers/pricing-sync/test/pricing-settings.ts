import { env } from "cloudflare:workers";

import { priceSourceUrls } from "../../../tests/stack/price-source-urls.ts";
import type { PriceWorkBindings } from "../src/pricing-bindings.ts";
import { publishBook } from "../src/services/book/publish-book.ts";
import { syncSource } from "../src/services/sync/sync-source.ts";

/** The bindings of the Worker for a test that calls its services itself, on a database that the test may meter. */
export function pricingSettings(database: D1Database): PriceWorkBindings {
  const settings: PriceWorkBindings = {
    ADMIN_TOKEN: "",
    VERSION: "",
    ENVIRONMENT: "local",
    ...priceSourceUrls(env.TEST_FEEDS_URL),
    DB: database,
    PRICE_WORK: {
      syncSource: async (request) => await syncSource(settings, request),
      publishBook: async (nowMs) => (await publishBook(settings, nowMs)).version,
    },
  };
  return settings;
}
