import { createRoute } from "@hono/zod-openapi";
import { Instant, PageLimit, PriceSourceId, RateList, ResolvedRate, Text } from "@voygent/contracts";
import { createDb, selectPriceRatesAt } from "@voygent/db";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { describeRate } from "../services/describe-rate.ts";
import { ensurePriceBook } from "../services/ensure-price-book.ts";
import { resolvePrice } from "../services/resolve-price.ts";

const At = Instant.optional().meta({ description: "The instant to look at; now when absent" });

const RatesQuery = z.strictObject({
  provider: Text.optional(),
  model: Text.optional(),
  source: PriceSourceId.optional(),
  at: At,
  limit: PageLimit,
});

const ResolveQuery = z.strictObject({ provider: Text.optional(), model: Text, at: At });

const instantMs = (at: string | undefined, nowMs: number) => (at === undefined ? nowMs : Date.parse(at));

const rates = createRoute({
  method: "get",
  path: "/pricing/rates",
  operationId: "listRates",
  summary: "The rate in force of every model of the price list, in US dollars per million units",
  description:
    "`provider` and `model` are the price list's own names. `total` counts all that match, whatever the limit.",
  security: keySecurity,
  middleware: requireScope<PricingBindings>("read"),
  request: { query: RatesQuery },
  responses: {
    200: { description: "Rates by provider and model", content: jsonContent(RateList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const resolve = createRoute({
  method: "get",
  path: "/pricing/resolve",
  operationId: "resolveRate",
  summary: "The rate that an interaction with this provider and model would get",
  security: keySecurity,
  middleware: requireScope<PricingBindings>("read"),
  request: { query: ResolveQuery },
  responses: {
    200: { description: "The rate and how it was found, or that none is known", content: jsonContent(ResolvedRate) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

/** Reading prices. */
export const rateRoutes = createRoutes<PricingBindings>()
  .openapi(rates, async (c) => {
    const { at, ...filter } = c.req.valid("query");
    const nowMs = Date.now();
    const atMs = instantMs(at, nowMs);
    const db = createDb(c.env.DB);
    await ensurePriceBook(db, nowMs);
    const rows = await selectPriceRatesAt(db, { ...filter, atMs });
    const data = rows.map((row) => ({ ...describeRate(row), in_use: null }));
    const total = rows[0]?.total ?? 0;
    return c.json({ data, at: new Date(atMs).toISOString(), known_at: null, total, next_cursor: null }, 200);
  })
  .openapi(resolve, async (c) => {
    const { provider = null, model, at } = c.req.valid("query");
    const nowMs = Date.now();
    const db = createDb(c.env.DB);
    await ensurePriceBook(db, nowMs);
    return c.json(await resolvePrice(db, { provider, model, atMs: instantMs(at, nowMs) }), 200);
  });
