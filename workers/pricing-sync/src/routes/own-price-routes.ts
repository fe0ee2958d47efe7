import { createRoute } from "@hono/zod-openapi";
import {
  AliasRequest,
  InstantOrDay,
  OverrideList,
  OverrideRequest,
  PriceAlias,
  PriceAliasList,
  Rate,
  Text,
} from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { createRoutes, jsonContent, problems } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { endAlias, listAliases, setAlias } from "../services/own-prices/aliases.ts";
import { endOverride, listOverrides, setOverride } from "../services/own-prices/overrides.ts";
import { adminOnly, changeFailures, readerOnly, readFailures } from "./price-access.ts";

const Provider = Text.meta({ description: "The provider, by any of its names", example: "openai" });

// Names of models may hold slashes, so the last parameter takes the rest of the path.
const MODEL_PATH = "/pricing/overrides/{provider}/{model{.+}}";
const ALIAS_PATH = "/pricing/aliases/{provider}/{alias{.+}}";

const ModelParams = z.object({
  provider: Provider,
  model: Text.meta({ description: "The model; it may hold slashes" }),
});
const AliasParams = z.object({
  provider: Provider,
  alias: Text.meta({ description: "The own name; it may hold slashes" }),
});

const listOverridesRoute = createRoute({
  method: "get",
  path: "/pricing/overrides",
  operationId: "listOverrides",
  summary: "The own rates that are not ended, past and future ones too",
  ...readerOnly,
  responses: { 200: { description: "The own rates", content: jsonContent(OverrideList) }, ...readFailures },
});

const setOverrideRoute = createRoute({
  method: "put",
  path: MODEL_PATH,
  operationId: "setOverride",
  summary: "Set own rates of a model; they go before every price list",
  description:
    "Without a date, own rates hold from now on; of a model that no price list knows, the first ones hold always. " +
    "`effective_from` of the answer says from when. A rate that names `output` but no `input`, or of a model that the lists " +
    'charge for both only one of them, is refused: its calls would have no price. `"0"` says that one of them is free. ' +
    "The same date again replaces a rate, another date adds one. Stored costs stay as they are until they are re-priced; " +
    "interactions without a price get theirs at once.",
  ...adminOnly,
  request: { params: ModelParams, body: { required: true, content: jsonContent(OverrideRequest) } },
  responses: { 200: { description: "The rate that was set", content: jsonContent(Rate) }, ...changeFailures },
});

const endOverrideRoute = createRoute({
  method: "delete",
  path: MODEL_PATH,
  operationId: "endOverride",
  summary: "End the own rates of a model; until then they hold",
  description:
    "They still charge what happened before they ended. To take an own rate back as if it had never been set, give its " +
    "`effective_from` as `at`; where that is null, `1970-01-01T00:00:00Z`. Costs that it made stay as they are until they " +
    "are re-priced.",
  ...adminOnly,
  request: {
    params: ModelParams,
    query: z.strictObject({
      at: InstantOrDay.optional().meta({
        description: "When they end, a day for its first instant in UTC; now when absent",
      }),
    }),
  },
  responses: { 204: { description: "They are ended" }, ...changeFailures, ...problems.notFound },
});

const listAliasesRoute = createRoute({
  method: "get",
  path: "/pricing/aliases",
  operationId: "listPriceAliases",
  summary: "The own names of models, such as deployments",
  ...readerOnly,
  responses: { 200: { description: "The own names", content: jsonContent(PriceAliasList) }, ...readFailures },
});

const setAliasRoute = createRoute({
  method: "put",
  path: ALIAS_PATH,
  operationId: "setPriceAlias",
  summary: "Let an own name stand for a model that has a price",
  ...adminOnly,
  request: { params: AliasParams, body: { required: true, content: jsonContent(AliasRequest) } },
  responses: { 200: { description: "The own name", content: jsonContent(PriceAlias) }, ...changeFailures },
});

const endAliasRoute = createRoute({
  method: "delete",
  path: ALIAS_PATH,
  operationId: "endPriceAlias",
  summary: "Forget an own name",
  ...adminOnly,
  request: { params: AliasParams },
  responses: { 204: { description: "It is forgotten" }, ...changeFailures, ...problems.notFound },
});

/** Own rates and own names of models. */
export const ownPriceRoutes = createRoutes<PricingBindings>()
  .openapi(listOverridesRoute, async (c) => c.json(await listOverrides(createDb(c.env.DB), Date.now()), 200))
  .openapi(setOverrideRoute, async (c) => c.json(await setOverride(c, c.req.valid("param"), c.req.valid("json")), 200))
  .openapi(endOverrideRoute, async (c) => {
    await endOverride(c, c.req.valid("param"), c.req.valid("query").at);
    return c.body(null, 204);
  })
  .openapi(listAliasesRoute, async (c) => c.json(await listAliases(createDb(c.env.DB)), 200))
  .openapi(setAliasRoute, async (c) => c.json(await setAlias(c, c.req.valid("param"), c.req.valid("json")), 200))
  .openapi(endAliasRoute, async (c) => {
    await endAlias(c, c.req.valid("param"));
    return c.body(null, 204);
  });
