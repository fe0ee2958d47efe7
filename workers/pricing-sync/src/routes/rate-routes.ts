import { createRoute } from "@hono/zod-openapi";
import {
  InstantOrDay,
  PageLimit,
  PriceDisagreements,
  PriceHistory,
  PriceSourceId,
  RateList,
  ResolvedRate,
  ServiceTier,
  Text,
  wholeNumber,
} from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { createRoutes, jsonContent } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { callOfQuery, ResolveQuery } from "../services/answers/call-of-query.ts";
import { listRates } from "../services/answers/list-rates.ts";
import { priceDisagreements } from "../services/answers/price-disagreements.ts";
import { priceHistory } from "../services/answers/price-history.ts";
import { resolvePrice } from "../services/answers/resolve-price.ts";
import { readerOnly, readFailures } from "./price-access.ts";

const RatesQuery = z.strictObject({
  provider: Text.optional(),
  model: Text.optional(),
  q: Text.optional().meta({ description: "A part of `provider/model`" }),
  source: PriceSourceId.optional(),
  service_tier: ServiceTier.optional(),
  at: InstantOrDay.optional().meta({
    description: "The instant to look at, or a day for its first one in UTC; now when absent",
  }),
  known_at: InstantOrDay.optional().meta({
    description:
      "What we believed at this instant, or at the first one of this day in UTC; what we believe now when absent",
  }),
  per: z
    .enum(["rate", "model"])
    .default("rate")
    .meta({ description: "What `limit` and `total` count; a page of models holds all rates of each" }),
  limit: PageLimit,
  cursor: z.string().max(2048).optional().meta({ description: "`next_cursor` of the page before" }),
});

const HistoryQuery = z.strictObject({
  provider: Text,
  model: Text,
  unit: Text.optional(),
  service_tier: ServiceTier.optional(),
  superseded: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "Whether to show what we no longer believe, too" }),
});

const DisagreementsQuery = z.strictObject({
  provider: Text.optional(),
  min_percent: wholeNumber(0, 100_000)
    .default(1)
    .meta({ description: "The least gap between the cheapest and the dearest price" }),
  limit: PageLimit,
});

const rates = createRoute({
  method: "get",
  path: "/pricing/rates",
  operationId: "listRates",
  summary: "The rate in force of every model of the price lists, in US dollars per million units",
  description:
    "`provider` and `model` are the price list's own names. `total` counts all that match, whatever the limit. Calls are " +
    "charged at the rates that are `in_use`; the others are what further lists say.",
  ...readerOnly,
  request: { query: RatesQuery },
  responses: {
    200: { description: "Rates by provider, model, source and tier", content: jsonContent(RateList) },
    ...readFailures,
  },
});

const resolve = createRoute({
  method: "get",
  path: "/pricing/resolve",
  operationId: "resolveRate",
  summary: "The rate that an interaction with this provider and model would get",
  description:
    "Where two lists price a model alike and only the lesser one knows its context tiers (`tier_from_fallback`), what a call used " +
    "decides which of them it is charged by: mostly the better list below the tiers, the other one above them. With the counts " +
    "of a call the answer is the rate that it is charged at, unless its tokens of other kinds have prices of their own; without " +
    "any it is the one with the tiers. A discount of your own is not in it.",
  ...readerOnly,
  request: { query: ResolveQuery },
  responses: {
    200: { description: "The rate and how it was found, or why none is known", content: jsonContent(ResolvedRate) },
    ...readFailures,
  },
});

const history = createRoute({
  method: "get",
  path: "/pricing/history",
  operationId: "getPriceHistory",
  summary: "How the prices of one model went, by source, service tier and unit",
  description: "`provider` and `model` are the price list's own names. A model that is not known has no history.",
  ...readerOnly,
  request: { query: HistoryQuery },
  responses: {
    200: { description: "One series of prices each, the oldest first", content: jsonContent(PriceHistory) },
    ...readFailures,
  },
});

const disagreements = createRoute({
  method: "get",
  path: "/pricing/disagreements",
  operationId: "listPriceDisagreements",
  summary: "Models whose prices differ from list to list, the widest gap first",
  description:
    "Compares the standard base prices that hold now: of models that both lists name literally, and of those that LiteLLM " +
    "has with another price and the default list takes for a further name or the family of a model.",
  ...readerOnly,
  request: { query: DisagreementsQuery },
  responses: {
    200: { description: "One entry per model and unit", content: jsonContent(PriceDisagreements) },
    ...readFailures,
  },
});

/** Reading prices. */
export const rateRoutes = createRoutes<PricingBindings>()
  .openapi(rates, async (c) => c.json(await listRates(createDb(c.env.DB), c.req.valid("query"), Date.now()), 200))
  .openapi(resolve, async (c) => {
    const nowMs = Date.now();
    return c.json(await resolvePrice(createDb(c.env.DB), callOfQuery(c.req.valid("query"), nowMs), nowMs), 200);
  })
  .openapi(history, async (c) => {
    const { superseded, ...wanted } = c.req.valid("query");
    return c.json(await priceHistory(createDb(c.env.DB), { ...wanted, superseded: superseded === "true" }), 200);
  })
  .openapi(disagreements, async (c) => {
    const { min_percent: minPercent, ...wanted } = c.req.valid("query");
    return c.json(await priceDisagreements(createDb(c.env.DB), { minPercent, ...wanted }, Date.now()), 200);
  });
