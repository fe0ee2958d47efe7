import createClient from "openapi-fetch";

import type { paths } from "./pricing.gen.ts";

/** The pricing API on this page's own origin; the session cookie goes along by itself. */
export const pricingClient = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });
