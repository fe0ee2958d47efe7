import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const FOLDER = import.meta.dirname;

/** Where the modules of other workspaces lie that the bundles hold, from the root of the repository. */
const BUNDLED = new Map([
  ["@voygent/tracking-client", "packages/tracking-client/src/node"],
  ["@voygent/tracking-client/express", "packages/tracking-client/src/express"],
]);

async function emit(folder: string): Promise<void> {
  const compiler = join(FOLDER, "../../node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", "tsconfig.build.json", "--outDir", folder];
  await promisify(execFile)(process.execPath, args, { cwd: FOLDER });
}

/** A declaration whose imports name files beside it, and the modules that it imports. */
function withFiles(module: string, text: string): { text: string; imported: string[] } {
  const toRoot = "../".repeat(module.split("/").length - 1);
  const imported: string[] = [];
  const replaced = text.replaceAll(/from "(?<name>[^"]+)"/g, (_, name: string) => {
    const path = BUNDLED.get(name) ?? join(dirname(module), name.replace(/\.ts$/, ""));
    imported.push(path);
    return `from "./${toRoot}${path}.js"`;
  });
  return { text: replaced, imported };
}

/**
 * Declares modules, named by their paths from the root of the repository, in `folder`: in `esm` and, the same, in `cjs`. What
 * they import is declared there too, since whoever installs the package has no other workspace.
 */
export async function buildDeclarations(modules: string[], folder: string): Promise<void> {
  const emitted = join(folder, "emitted");
  await emit(emitted);
  // A set goes on to what is added while it is gone through.
  const wanted = new Set(modules);
  for (const module of wanted) {
    const { text, imported } = withFiles(module, await readFile(join(emitted, `${module}.d.ts`), "utf8"));
    for (const each of imported) wanted.add(each);
    const file = join(folder, "esm", `${module}.d.ts`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await rm(emitted, { recursive: true });
  await cp(join(folder, "esm"), join(folder, "cjs"), { recursive: true });
  await writeFile(join(folder, "cjs/package.json"), '{ "type": "commonjs" }\n');
}
