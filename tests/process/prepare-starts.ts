import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

import { buildAssets, migrateDatabase } from "../../scripts/start/prepare-product.ts";

/**
 * Runs once before the project "process": builds the dashboard, since two products that start at once would build the same
 * one, and migrates an empty database, which the data folders of most tests begin with.
 */
export default async function prepareStarts(project: TestProject): Promise<() => Promise<void>> {
  const { root } = project.vitest.config;
  const path = await mkdtemp(join(tmpdir(), "voygent-migrated-"));
  const state = join(path, "state");
  await mkdir(state);
  const folder = { path, state, runtime: join(path, "runtime"), logs: join(path, "logs") };
  await Promise.all([buildAssets(root), migrateDatabase(root, folder, new AbortController().signal)]);
  project.provide("migratedState", state);
  return async () => await rm(path, { recursive: true, force: true });
}
