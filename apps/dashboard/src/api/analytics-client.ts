import createClient from "openapi-fetch";

import type { paths } from "./analytics.gen.ts";

/** The analytics API on this page's own origin; the session cookie goes along by itself. */
export const analyticsClient = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });
