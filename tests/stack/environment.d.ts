import type { D1Migration } from "@cloudflare/vitest-plugin";

import type { GatewayBindings } from "../../workers/gateway/src/gateway-env.ts";
import type * as gateway from "../../workers/gateway/src/index.ts";

declare global {
  namespace Cloudflare {
    interface Env extends GatewayBindings {
      TEST_MIGRATIONS: D1Migration[];
      /** The published OpenAPI documents, as a JSON array. */
      TEST_CONTRACTS: string;
    }
    interface GlobalProps {
      mainModule: typeof gateway;
    }
  }
}
