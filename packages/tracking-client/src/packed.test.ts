import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, it, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PACKAGE = join(import.meta.dirname, "..");
const COMPILER = join(PACKAGE, "../../node_modules/typescript/bin/tsc");

const run = async (command: string, args: string[], cwd: string) =>
  (await promisify(execFile)(command, args, { cwd })).stdout;

/** Uses every entry and says what it found. */
const USE = `
  const client = createTrackingClient({ url: "http://127.0.0.1:9", key: "k", logger: () => {} });
  client.trackInteraction({ session_id: "s", user_id: "u", type: "chat" });
  const found = [client.stats.queued, typeof trackFetch(fetch, client, { context: () => null }), typeof trackRequests];
  client.close({ timeoutMillis: 1 }).then(() => console.log(JSON.stringify(found)));
`;
const NAMES = [
  ["createTrackingClient", ""],
  ["trackFetch", "/fetch"],
  ["trackRequests", "/express"],
] as const;
const imports = NAMES.map(([name, path]) => `import { ${name} } from "@voygent/tracking-client${path}";`).join("\n");
const requires = NAMES.map(([name, path]) => `const { ${name} } = require("@voygent/tracking-client${path}");`).join(
  "\n",
);

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "packed-client-"));
  await run("npm", ["pack", "--silent", "--pack-destination", folder], PACKAGE);
  const [archive = ""] = await readdir(folder);
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", `./${archive}`], folder);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the packed client, installed in an empty folder", () => {
  it.for([
    ["import", "use.mjs", imports],
    ["require", "use.cjs", requires],
  ] as const)("works by %s in all its entries", async ([, file, head], { expect }) => {
    await writeFile(join(folder, file), `${head}\n${USE}`);
    expect(JSON.parse(await run(process.execPath, [file], folder))).toEqual([1, "function", "function"]);
  });

  it("has types for both, and brings nothing else", async ({ expect }) => {
    await writeFile(join(folder, "esm.mts"), `${imports}\nconst wrong: number = createTrackingClient;\n${USE}`);
    await writeFile(
      join(folder, "cjs.cts"),
      `import client = require("@voygent/tracking-client");\nconst wrong: number = client.createTrackingClient;\n`,
    );
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom"];
    const failed = await run(process.execPath, [COMPILER, ...options, "esm.mts", "cjs.cts"], folder).catch(
      (error: { stdout: string }) => error.stdout,
    );
    const errors = [...failed.matchAll(/^(?<file>\w+\.\w+)\S* error (?<code>TS\d+)/gm)].map(({ groups }) => groups);
    // A function is no number: each file was read with the types, and nothing else is wrong with it.
    expect(errors, failed).toEqual([
      { file: "cjs.cts", code: "TS2322" },
      { file: "esm.mts", code: "TS2322" },
    ]);
    expect(await readdir(join(folder, "node_modules"))).toEqual([".package-lock.json", "@voygent"]);
  });
});

describe("within the repository", () => {
  it("the package is found by its name without having been built", async ({ expect }) => {
    const args = ["--conditions=@voygent/source", "--input-type=module", "--eval", `${imports}\n${USE}`];
    expect(JSON.parse(await run(process.execPath, args, PACKAGE))).toEqual([1, "function", "function"]);
  });
});
