import type { TestProject } from "vitest/node";

import { buildDashboard } from "../../scripts/start/prepare-product.ts";

/** Runs once before the project "process": two products that start at once would build the same dashboard. */
export default async function buildDashboardOnce(project: TestProject): Promise<void> {
  await buildDashboard(project.vitest.config.root);
}
