import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";
import { describe, it, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

const entry = (name: string) => join(import.meta.dirname, `${name}.ts`);

async function bundled(name: string, platform: "browser" | "node"): Promise<string> {
  const options = { bundle: true, write: false, format: "esm", target: "es2022", logLevel: "silent" } as const;
  const { outputFiles } = await build({ entryPoints: [entry(name)], platform, ...options });
  return outputFiles.map(({ text }) => text).join("");
}

/** The files of an entry in both formats. */
const pair = (name: string) => ({ import: `./dist/esm/${name}.js`, require: `./dist/cjs/${name}.js` });

describe("the entries of the package", () => {
  it.for(["index", "fetch", "express"])(
    "%s imports nothing, so that Workers and browsers can",
    async (name, { expect }) => {
      // Browsers have no `node:` modules: an import of one would not be found.
      expect(await bundled(name, "browser")).not.toMatch(/\b(import|require)\s*\(?["']/);
    },
  );

  it("node imports nothing but Node", async ({ expect }) => {
    const imports = [...(await bundled("node", "node")).matchAll(/^import .* from "(?<module>[^"]+)";$/gm)];
    for (const { groups } of imports) expect(groups?.["module"]).toMatch(/^node:/);
    expect(imports.length).toBeGreaterThan(3);
  });

  it("are what the manifest names, for each condition in its order", async ({ expect }) => {
    const manifest: { exports: object; dependencies?: object } = JSON.parse(
      await readFile(join(import.meta.dirname, "../package.json"), "utf8"),
    );
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.exports).toMatchObject({ ".": { node: pair("node"), ...pair("index") }, "./fetch": pair("fetch") });
    expect(manifest.exports).toMatchObject({ "./express": pair("express") });
  });
});
