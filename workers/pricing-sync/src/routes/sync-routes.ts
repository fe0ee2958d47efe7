import { createRoute } from "@hono/zod-openapi";
import {
  PageLimit,
  PriceFeedId,
  PriceRunDetail,
  PriceRunList,
  PriceSourceList,
  PriceSyncRequest,
  PriceSyncRun,
} from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { actorOf, createRoutes, jsonContent, problems } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { listPriceSources } from "../services/answers/list-price-sources.ts";
import { getPriceRun, listPriceRuns } from "../services/answers/price-runs.ts";
import { syncPrices } from "../services/sync/sync-prices.ts";
import { adminOnly, changeFailures, readerOnly, readFailures } from "./price-access.ts";

const RunParams = z.object({ id: z.string().min(1).max(64).meta({ description: "The id of the run" }) });

const sync = createRoute({
  method: "post",
  path: "/pricing/sync",
  operationId: "syncPrices",
  summary: "Read the published price lists and take over what changed",
  description: "One run at a time. A list that cannot be trusted changes nothing, and its result says why.",
  ...adminOnly,
  request: { body: { required: false, content: jsonContent(PriceSyncRequest) } },
  responses: {
    200: { description: "What each source brought", content: jsonContent(PriceSyncRun) },
    ...changeFailures,
    ...problems.conflict,
  },
});

const sources = createRoute({
  method: "get",
  path: "/pricing/sources",
  operationId: "listPriceSources",
  summary: "The price lists in the order in which a rate is looked for, with what was last seen there",
  ...readerOnly,
  responses: { 200: { description: "The lists", content: jsonContent(PriceSourceList) }, ...readFailures },
});

const runs = createRoute({
  method: "get",
  path: "/pricing/runs",
  operationId: "listPriceRuns",
  summary: "The latest runs that brought something or failed, newest first",
  ...readerOnly,
  request: { query: z.strictObject({ source: PriceFeedId.optional(), limit: PageLimit }) },
  responses: { 200: { description: "The runs", content: jsonContent(PriceRunList) }, ...readFailures },
});

const run = createRoute({
  method: "get",
  path: "/pricing/runs/{id}",
  operationId: "getPriceRun",
  summary: "One run with what each source changed",
  ...readerOnly,
  request: { params: RunParams },
  responses: {
    200: { description: "The run", content: jsonContent(PriceRunDetail) },
    ...readFailures,
    ...problems.notFound,
  },
});

/** Syncing prices, and the record of it. */
export const syncRoutes = createRoutes<PricingBindings>()
  .openapi(sync, async (c) => {
    const {
      sources: wanted,
      dry_run: isDryRun = false,
      accept_shrunken: acceptsShrunken = false,
      accept_extractors: acceptedExtractors = [],
    } = c.req.valid("json");
    const by = { trigger: "manual", actor: actorOf(c.get("caller")), nowMs: Date.now() } as const;
    const accepted = { acceptsShrunken, acceptedExtractors };
    return c.json(await syncPrices(c.env, { ...by, sources: wanted, isDryRun, ...accepted }), 200);
  })
  .openapi(sources, async (c) => c.json(await listPriceSources(c.env, createDb(c.env.DB)), 200))
  .openapi(runs, async (c) => c.json(await listPriceRuns(createDb(c.env.DB), c.req.valid("query")), 200))
  .openapi(run, async (c) => c.json(await getPriceRun(createDb(c.env.DB), c.req.valid("param").id), 200));
