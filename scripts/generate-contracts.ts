import { mkdir, readFile, writeFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { join } from "node:path";

import * as z from "zod";

const FOLDER = join(import.meta.dirname, "../contracts");

/** What a Worker imports from its runtime, which Node does not have and describing an API does not call. */
const RUNTIME = "data:text/javascript,export const waitUntil = () => {};";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "cloudflare:workers" ? { url: RUNTIME, shortCircuit: true } : next(specifier, context),
});

// Behind a name that the compiler does not follow: here it would check all Workers a second time, with Node's types.
const described = join(import.meta.dirname, "contracts/describe-apis.ts");
const { contracts } = z.object({ contracts: z.record(z.string(), z.string()) }).parse(await import(described));

/** The first line in which two texts differ. */
function firstDifference(stored: string, generated: string): string {
  const [before, after] = [stored.split("\n"), generated.split("\n")];
  const index = after.findIndex((line, at) => line !== before[at]);
  const at = index === -1 ? after.length : index;
  return `line ${at + 1}: stored "${before[at] ?? ""}", generated "${after[at] ?? ""}"`;
}

async function checkContracts(): Promise<void> {
  for (const [name, generated] of Object.entries(contracts)) {
    const stored = await readFile(join(FOLDER, name), "utf8").catch(() => "");
    if (stored === generated) continue;
    console.error(
      `contracts/${name} does not match the code (npm run generate): ${firstDifference(stored, generated)}`,
    );
    process.exitCode = 1;
  }
}

async function writeContracts(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, generated] of Object.entries(contracts)) await writeFile(join(FOLDER, name), generated);
}

await (process.argv.includes("--check") ? checkContracts() : writeContracts());
