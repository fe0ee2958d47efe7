import { createRoute } from "@hono/zod-openapi";
import {
  Discount,
  DiscountList,
  DiscountRequest,
  ResourceRates,
  ResourceRatesList,
  ResourceRatesRequest,
  ServiceRate,
  ServiceRateList,
  ServiceRateRequest,
  Text,
} from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { createRoutes, jsonContent, problems } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { endDiscount, listDiscounts, setDiscount } from "../services/own-prices/discounts.ts";
import { listResourceRates, setResourceRates } from "../services/own-prices/resource-rates.ts";
import { endServiceRate, listServiceRates, setServiceRate } from "../services/own-prices/service-rates.ts";
import { adminOnly, changeFailures, readerOnly, readFailures } from "./price-access.ts";

const ProviderParams = z.object({ provider: Text.meta({ description: "The provider, by any of its names" }) });
const ServiceParams = z.object({
  service: Text.meta({ description: "The service, as interactions name their provider" }),
});

const listDiscountsRoute = createRoute({
  method: "get",
  path: "/pricing/discounts",
  operationId: "listDiscounts",
  summary: "What is taken off the AI costs at each provider, past and future discounts too",
  ...readerOnly,
  responses: { 200: { description: "The discounts", content: jsonContent(DiscountList) }, ...readFailures },
});

const setDiscountRoute = createRoute({
  method: "put",
  path: "/pricing/discounts/{provider}",
  operationId: "setDiscount",
  summary: "Take a percentage off the AI costs at a provider, from a date or from now on",
  description:
    "The same date again replaces a discount, another date adds one. Stored costs stay until they are re-priced.",
  ...adminOnly,
  request: { params: ProviderParams, body: { required: true, content: jsonContent(DiscountRequest) } },
  responses: { 200: { description: "The discount", content: jsonContent(Discount) }, ...changeFailures },
});

const endDiscountRoute = createRoute({
  method: "delete",
  path: "/pricing/discounts/{provider}",
  operationId: "endDiscount",
  summary: "End the discount at a provider now",
  ...adminOnly,
  request: { params: ProviderParams },
  responses: { 204: { description: "It is ended" }, ...changeFailures, ...problems.notFound },
});

const listResourceRatesRoute = createRoute({
  method: "get",
  path: "/pricing/resource-rates",
  operationId: "listResourceRates",
  summary: "What database rows, calls and CPU time cost, in US dollars per million",
  ...readerOnly,
  responses: {
    200: { description: "What holds now, and all own rates", content: jsonContent(ResourceRatesList) },
    ...readFailures,
  },
});

const setResourceRatesRoute = createRoute({
  method: "put",
  path: "/pricing/resource-rates",
  operationId: "setResourceRates",
  summary: "Set what resources cost, from a date or from now on",
  description:
    "The same date again replaces the rates, another date adds some. Stored costs stay until they are re-priced.",
  ...adminOnly,
  request: { body: { required: true, content: jsonContent(ResourceRatesRequest) } },
  responses: { 200: { description: "The rates", content: jsonContent(ResourceRates) }, ...changeFailures },
});

const listServiceRatesRoute = createRoute({
  method: "get",
  path: "/pricing/services",
  operationId: "listServiceRates",
  summary: "What a call of each own service costs, past and future prices too",
  ...readerOnly,
  responses: { 200: { description: "The services", content: jsonContent(ServiceRateList) }, ...readFailures },
});

const setServiceRateRoute = createRoute({
  method: "put",
  path: "/pricing/services/{service}",
  operationId: "setServiceRate",
  summary: "Set what a call of a service costs",
  description:
    "Interactions of the type `api` that name the service as their provider are charged at it, instead of at the price of " +
    "calls. Without a date the first price of a service holds for always, a later one from now on.",
  ...adminOnly,
  request: { params: ServiceParams, body: { required: true, content: jsonContent(ServiceRateRequest) } },
  responses: { 200: { description: "The price", content: jsonContent(ServiceRate) }, ...changeFailures },
});

const endServiceRateRoute = createRoute({
  method: "delete",
  path: "/pricing/services/{service}",
  operationId: "endServiceRate",
  summary: "End the price of a service now",
  ...adminOnly,
  request: { params: ServiceParams },
  responses: { 204: { description: "It is ended" }, ...changeFailures, ...problems.notFound },
});

/** Own settings beside own rates: discounts, resources and services. */
export const settingRoutes = createRoutes<PricingBindings>()
  .openapi(listDiscountsRoute, async (c) => c.json(await listDiscounts(createDb(c.env.DB)), 200))
  .openapi(setDiscountRoute, async (c) =>
    c.json(await setDiscount(c, c.req.valid("param").provider, c.req.valid("json")), 200),
  )
  .openapi(endDiscountRoute, async (c) => {
    await endDiscount(c, c.req.valid("param").provider);
    return c.body(null, 204);
  })
  .openapi(listResourceRatesRoute, async (c) => c.json(await listResourceRates(createDb(c.env.DB), Date.now()), 200))
  .openapi(setResourceRatesRoute, async (c) => c.json(await setResourceRates(c, c.req.valid("json")), 200))
  .openapi(listServiceRatesRoute, async (c) => c.json(await listServiceRates(createDb(c.env.DB)), 200))
  .openapi(setServiceRateRoute, async (c) =>
    c.json(await setServiceRate(c, c.req.valid("param").service, c.req.valid("json")), 200),
  )
  .openapi(endServiceRateRoute, async (c) => {
    await endServiceRate(c, c.req.valid("param").service);
    return c.body(null, 204);
  });
