import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { it } from "vitest";

import { ROOT } from "./product.ts";

const run = promisify(execFile);

/** Wrangler refuses a Worker above 3 MiB on the free plan; ours stay far below. A third of pricing-sync are the shipped prices. */
const BUDGET_KIB = { gateway: 220, tracker: 250, "analytics-api": 260, "pricing-sync": 320, archiver: 220 };

it("a dry run of the deployment bundles every Worker within its budget and uploads nothing", async ({ expect }) => {
  const { stdout } = await run("npm", ["run", "--silent", "deploy", "--", "--dry-run"], { cwd: ROOT });
  expect(stdout).toContain("Nothing was uploaded.");
  for (const [worker, budget] of Object.entries(BUDGET_KIB)) {
    const gzip = new RegExp(`^${worker} .+ gzip: ([\\d.]+) KiB$`, "m").exec(stdout)?.[1];
    expect(Number(gzip), `${worker} in KiB`).toBeLessThan(budget);
  }
});
