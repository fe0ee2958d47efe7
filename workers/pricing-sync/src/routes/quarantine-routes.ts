import { createRoute } from "@hono/zod-openapi";
import { PageLimit, QuarantinedChange, QuarantineList } from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { createRoutes, jsonContent, problems } from "@voygent/http";
import * as z from "zod";

import type { PricingBindings } from "../pricing-bindings.ts";
import { approveQuarantined, listQuarantine, rejectQuarantined } from "../services/answers/quarantine.ts";
import { adminOnly, changeFailures, readerOnly, readFailures } from "./price-access.ts";

const HeldParams = z.object({ id: z.string().min(1).max(64).meta({ description: "The id of the held change" }) });

const listQuarantineRoute = createRoute({
  method: "get",
  path: "/pricing/quarantine",
  operationId: "listQuarantine",
  summary: "Price changes that are too large to be taken over by themselves, newest first",
  ...readerOnly,
  request: {
    query: z.strictObject({ status: QuarantinedChange.shape.status.default("pending"), limit: PageLimit }),
  },
  responses: { 200: { description: "The changes", content: jsonContent(QuarantineList) }, ...readFailures },
});

const approveRoute = createRoute({
  method: "post",
  path: "/pricing/quarantine/{id}/approve",
  operationId: "approveQuarantined",
  summary: "Take a held change over, from the time on when it was seen",
  ...adminOnly,
  request: { params: HeldParams },
  responses: {
    200: { description: "It is taken over", content: jsonContent(QuarantinedChange) },
    ...changeFailures,
    ...problems.notFound,
    ...problems.conflict,
  },
});

const rejectRoute = createRoute({
  method: "post",
  path: "/pricing/quarantine/{id}/reject",
  operationId: "rejectQuarantined",
  summary: "Leave the prices as they are; the same change is not held again",
  ...adminOnly,
  request: { params: HeldParams },
  responses: {
    200: { description: "It is rejected", content: jsonContent(QuarantinedChange) },
    ...changeFailures,
    ...problems.notFound,
    ...problems.conflict,
  },
});

/** Deciding about held price changes. */
export const quarantineRoutes = createRoutes<PricingBindings>()
  .openapi(listQuarantineRoute, async (c) => {
    const { status, limit } = c.req.valid("query");
    return c.json(await listQuarantine(createDb(c.env.DB), status, limit), 200);
  })
  .openapi(approveRoute, async (c) => c.json(await approveQuarantined(c, c.req.valid("param").id), 200))
  .openapi(rejectRoute, async (c) => c.json(await rejectQuarantined(c, c.req.valid("param").id), 200));
