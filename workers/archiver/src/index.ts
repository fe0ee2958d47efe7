import { WorkerEntrypoint } from "cloudflare:workers";

import { createDb } from "@voygent/db";
import type { CommonBindings } from "@voygent/http";

import { app } from "./app.ts";
import { archiveDaily } from "./jobs/archive-daily.ts";

/** The archiver as the front door sees it. */
export default class Archiver extends WorkerEntrypoint<CommonBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** The daily archive; harmless to call more often. */
  async runScheduled(_cron: string): Promise<void> {
    await archiveDaily(createDb(this.env.DB), Date.now());
  }
}
