import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { it, vi } from "vitest";
import * as z from "zod";

import { freePort, readyProduct, migratedFolder } from "./product.ts";

const ScheduledLine = z.object({
  worker: z.literal("gateway"),
  event: z.literal("scheduled"),
  job: z.string(),
  cron: z.string(),
  outcome: z.string(),
});

/** What the front door logged of the jobs that it handed on, in their order. */
async function scheduledJobs(folder: string): Promise<z.infer<typeof ScheduledLine>[]> {
  const log = await readFile(join(folder, "logs/runtime.log"), "utf8");
  return log.split("\n").flatMap((line) => {
    const json = /\{.*"event":"scheduled".*\}/.exec(line)?.[0];
    return json === undefined ? [] : [ScheduledLine.parse(JSON.parse(json))];
  });
}

it("npm start fires the front door's schedule, and the jobs of all three Workers run by it", async ({ expect }) => {
  const folder = await migratedFolder();
  const product = await readyProduct({ folder, port: await freePort() });
  const tick = { worker: "gateway", event: "scheduled", cron: "0 * * * *", outcome: "ok" };
  await vi.waitFor(
    async () =>
      expect(await scheduledJobs(folder)).toEqual([
        { ...tick, job: "pricing-sync" },
        { ...tick, job: "tracker" },
        { ...tick, job: "archiver" },
      ]),
    { timeout: 60_000, interval: 200 },
  );
  product.npm.kill("SIGTERM");
  await product.ended;
});
