import { createRoute } from "@hono/zod-openapi";
import { PriceRunList, PriceSyncRequest, PriceSyncRun } from "@voygent/contracts";
import { createDb, selectPriceRuns, selectPriceRunSources } from "@voygent/db";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { PricingBindings } from "../pricing-bindings.ts";
import { describeRun } from "../services/describe-run.ts";
import { syncPrices } from "../services/sync-prices.ts";

const RUNS_SHOWN = 50;

const sync = createRoute({
  method: "post",
  path: "/pricing/sync",
  operationId: "syncPrices",
  summary: "Read the published price lists and take over what changed",
  description: "One run at a time. A list that cannot be trusted changes nothing, and its result says why.",
  security: keySecurity,
  middleware: requireScope<PricingBindings>("admin"),
  request: { body: { required: false, content: jsonContent(PriceSyncRequest) } },
  responses: {
    200: { description: "What each source brought", content: jsonContent(PriceSyncRun) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.conflict,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

const runs = createRoute({
  method: "get",
  path: "/pricing/runs",
  operationId: "listPriceRuns",
  summary: "The latest runs, newest first",
  security: keySecurity,
  middleware: requireScope<PricingBindings>("read"),
  responses: {
    200: { description: "The latest 50 runs", content: jsonContent(PriceRunList) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

/** Syncing prices, and the record of it. */
export const syncRoutes = createRoutes<PricingBindings>()
  .openapi(sync, async (c) => {
    const isDryRun = c.req.valid("json").dry_run ?? false;
    return c.json(await syncPrices(c.env, { trigger: "manual", isDryRun, nowMs: Date.now() }), 200);
  })
  .openapi(runs, async (c) => {
    const db = createDb(c.env.DB);
    const rows = await selectPriceRuns(db, RUNS_SHOWN);
    const sources = await selectPriceRunSources(
      db,
      rows.map(({ id }) => id),
    );
    const sourcesByRun = Map.groupBy(sources, ({ runId }) => runId);
    return c.json({ data: rows.map((row) => describeRun(row, sourcesByRun.get(row.id) ?? [])) }, 200);
  });
