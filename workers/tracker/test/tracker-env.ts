import { env } from "cloudflare:workers";

import { postJson } from "../../../tests/stack/front-door.ts";
import type { TrackerBindings } from "../src/tracker-bindings.ts";
import { eventOf } from "./event-of.ts";

/** What the tracker is bound to, for tests that call its services; the running tracker has the price book published. */
export const trackerEnv: TrackerBindings = {
  DB: env.DB,
  ADMIN_TOKEN: env.ADMIN_TOKEN,
  VERSION: env.VERSION,
  PRICING_SYNC: {
    ensurePriceBook: async () => {
      await postJson("/track/interaction", eventOf());
    },
  },
};
