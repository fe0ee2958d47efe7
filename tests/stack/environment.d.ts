import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { RepriceRpc } from "@voygent/contracts";

import type { GatewayBindings } from "../../workers/gateway/src/gateway-env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Omit<GatewayBindings, "TRACKER"> {
      TRACKER: GatewayBindings["TRACKER"] & Pick<RepriceRpc, "pricesChanged">;
      TEST_MIGRATIONS: D1Migration[];
      /** The published OpenAPI documents, as a JSON array. */
      TEST_CONTRACTS: string;
      /** Where the price lists of this runtime are served and set. */
      TEST_FEEDS_URL: string;
      FRONT_DOOR: Pick<Fetcher, "fetch">;
    }
  }
}
