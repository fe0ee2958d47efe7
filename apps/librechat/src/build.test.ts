import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { it, onTestFinished } from "vitest";

import { buildPlugin } from "./librechat-process.fixture.ts";

it(
  "two builds at once both end well, and leave the files of one and nothing else",
  { timeout: 90_000 },
  async ({ expect }) => {
    const parent = await mkdtemp(join(tmpdir(), "voygent-build-"));
    onTestFinished(async () => await rm(parent, { recursive: true }));
    const dist = join(parent, "dist");
    await Promise.all([buildPlugin(dist), buildPlugin(dist)]);
    expect(await readdir(parent)).toEqual(["dist"]);
    expect((await readdir(dist)).toSorted()).toEqual([
      "analytics-client.cjs",
      "analytics-client.mjs",
      "analytics-hook.cjs",
      "analytics-hook.mjs",
      "cli.mjs",
      "register.cjs",
      "types",
    ]);
  },
);
