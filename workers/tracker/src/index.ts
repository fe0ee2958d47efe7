import { WorkerEntrypoint } from "cloudflare:workers";

import { app } from "./app.ts";
import type { TrackerBindings } from "./tracker-bindings.ts";

/** The tracker as the other Workers see it. */
export default class Tracker extends WorkerEntrypoint<TrackerBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** Called by the front door's clock. */
  async runScheduled(_cron: string): Promise<void> {
    await Promise.resolve();
  }
}
