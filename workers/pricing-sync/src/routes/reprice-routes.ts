import { createRoute } from "@hono/zod-openapi";
import { PageLimit, RepriceRequest, RepriceRun, RepriceRunList, UnpricedModelList } from "@voygent/contracts";
import { createRoutes, jsonContent, problems } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { controlReprice, getReprice, listReprices, startReprice } from "../services/answers/reprice.ts";
import { listUnpricedModels } from "../services/answers/unpriced-models.ts";
import { adminOnly, changeFailures, readerOnly, readFailures } from "./price-access.ts";

const RunParams = z.object({ id: z.string().min(1).max(64).meta({ description: "The id of the re-pricing" }) });

const ControlParams = RunParams.extend({ control: z.enum(["pause", "resume", "stop", "undo"]) });

const listUnpricedRoute = createRoute({
  method: "get",
  path: "/pricing/unpriced",
  operationId: "listUnpricedModels",
  summary: "Models that came in and have no price, with models that they may be",
  description:
    "An own rate or an own name gives them their price; what is stored without one then gets its cost at once.",
  ...readerOnly,
  request: { query: z.strictObject({ limit: PageLimit }) },
  responses: {
    200: { description: "Most interactions first", content: jsonContent(UnpricedModelList) },
    ...readFailures,
  },
});

const startRepriceRoute = createRoute({
  method: "post",
  path: "/pricing/reprice",
  operationId: "startReprice",
  summary: "Compute stored costs anew, or rehearse it",
  description:
    "A `dry_run` changes nothing and tells the costs before and after. One re-pricing at a time; all totals follow, and " +
    "the costs before are kept. Look at the run again while `status` is `more`.",
  ...adminOnly,
  request: { body: { required: true, content: jsonContent(RepriceRequest) } },
  responses: {
    200: { description: "The run as it stands", content: jsonContent(RepriceRun) },
    ...changeFailures,
    ...problems.notFound,
    ...problems.conflict,
  },
});

const listRepricesRoute = createRoute({
  method: "get",
  path: "/pricing/reprice",
  operationId: "listReprices",
  summary: "The latest rehearsals, re-pricings and undos, newest first",
  ...readerOnly,
  request: { query: z.strictObject({ limit: PageLimit }) },
  responses: { 200: { description: "The runs", content: jsonContent(RepriceRunList) }, ...readFailures },
});

const getRepriceRoute = createRoute({
  method: "get",
  path: "/pricing/reprice/{id}",
  operationId: "getReprice",
  summary: "A re-pricing as it stands; one that has stopped by itself goes on",
  ...readerOnly,
  request: { params: RunParams },
  responses: {
    200: { description: "The run", content: jsonContent(RepriceRun) },
    ...readFailures,
    ...problems.notFound,
  },
});

const controlRepriceRoute = createRoute({
  method: "post",
  path: "/pricing/reprice/{id}/{control}",
  operationId: "controlReprice",
  summary: "Pause, resume, stop or undo a re-pricing",
  description: "`undo` restores the costs before, as a run of its own, which is answered.",
  ...adminOnly,
  request: { params: ControlParams },
  responses: {
    200: { description: "The run that goes on", content: jsonContent(RepriceRun) },
    ...changeFailures,
    ...problems.notFound,
    ...problems.conflict,
  },
});

/** Models without a price, and computing costs anew. */
export const repriceRoutes = createRoutes<PricingBindings>()
  .openapi(listUnpricedRoute, async (c) => c.json(await listUnpricedModels(c.env, c.req.valid("query").limit), 200))
  .openapi(startRepriceRoute, async (c) => c.json(await startReprice(c, c.req.valid("json")), 200))
  .openapi(listRepricesRoute, async (c) => c.json(await listReprices(c, c.req.valid("query").limit), 200))
  .openapi(getRepriceRoute, async (c) => c.json(await getReprice(c, c.req.valid("param").id), 200))
  .openapi(controlRepriceRoute, async (c) => {
    const { id, control } = c.req.valid("param");
    return c.json(await controlReprice(c, id, control), 200);
  });
