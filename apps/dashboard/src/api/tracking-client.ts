import createClient from "openapi-fetch";

import type { paths } from "./tracking.gen.ts";

/** The tracking API on this page's own origin; the session cookie goes along by itself. */
export const trackingClient = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });
