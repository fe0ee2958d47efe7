import { type ApiInfo, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

import type { PricingBindings } from "./pricing-bindings.ts";
import { ownPriceRoutes } from "./routes/own-price-routes.ts";
import { quarantineRoutes } from "./routes/quarantine-routes.ts";
import { rateRoutes } from "./routes/rate-routes.ts";
import { repriceRoutes } from "./routes/reprice-routes.ts";
import { settingRoutes } from "./routes/setting-routes.ts";
import { syncRoutes } from "./routes/sync-routes.ts";

/** What this Worker's OpenAPI document says about itself. */
export const apiInfo: ApiInfo = {
  title: "Voygent Usage: prices",
  description:
    "The prices that interactions are charged at: where they come from, since when, and how a model is found.",
  version: "0.1.0",
};

/** The pricing-sync Worker: `/pricing/*`. */
export const app = createApp<PricingBindings>("pricing-sync");
app.route("/", createHealthRoutes<PricingBindings>("pricing-sync", "/pricing"));
app.route("/", syncRoutes);
app.route("/", rateRoutes);
app.route("/", ownPriceRoutes);
app.route("/", settingRoutes);
app.route("/", quarantineRoutes);
app.route("/", repriceRoutes);
app.get("/pricing/openapi.json", (c) => c.json(openApiDocument(app, apiInfo)));
