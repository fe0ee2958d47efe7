import { mkdir, readFile, writeFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { join } from "node:path";

import { openApiDocument } from "@voygent/http";
import { stringify } from "yaml";

const FOLDER = join(import.meta.dirname, "../contracts");

/** What a Worker imports from its runtime, which Node does not have and describing an API does not call. */
const RUNTIME = "data:text/javascript,export const waitUntil = () => {};";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "cloudflare:workers" ? { url: RUNTIME, shortCircuit: true } : next(specifier, context),
});

const analyticsApi = await import("../workers/analytics-api/src/app.ts");
const archiver = await import("../workers/archiver/src/app.ts");
const pricingSync = await import("../workers/pricing-sync/src/app.ts");
const tracker = await import("../workers/tracker/src/app.ts");

const documents = {
  "tracking-api.yaml": openApiDocument(tracker.app, tracker.apiInfo),
  "analytics-api.yaml": openApiDocument(analyticsApi.app, analyticsApi.apiInfo),
  "pricing-sync-api.yaml": openApiDocument(pricingSync.app, pricingSync.apiInfo),
  "archive-api.yaml": openApiDocument(archiver.app, archiver.apiInfo),
};

const byName = (left: [string, unknown], right: [string, unknown]) => (left[0] < right[0] ? -1 : 1);

const sorted = (entries: object | undefined) => Object.fromEntries(Object.entries(entries ?? {}).toSorted(byName));

/** Orders what is looked up by name, so that moving a declaration in the code changes nothing in the file. */
function sortNames(document: ReturnType<typeof openApiDocument>) {
  const { components, paths, ...rest } = document;
  const { schemas, securitySchemes } = components ?? {};
  return {
    ...rest,
    paths: sorted(paths),
    components: { securitySchemes: sorted(securitySchemes), schemas: sorted(schemas) },
  };
}

const toYaml = (document: ReturnType<typeof openApiDocument>) =>
  stringify(sortNames(document), { aliasDuplicateObjects: false, lineWidth: 120 });

/** The first line in which two texts differ. */
function firstDifference(stored: string, generated: string): string {
  const [before, after] = [stored.split("\n"), generated.split("\n")];
  const index = after.findIndex((line, at) => line !== before[at]);
  const at = index === -1 ? after.length : index;
  return `line ${at + 1}: stored "${before[at] ?? ""}", generated "${after[at] ?? ""}"`;
}

async function checkContracts(): Promise<void> {
  for (const [name, document] of Object.entries(documents)) {
    const stored = await readFile(join(FOLDER, name), "utf8").catch(() => "");
    const generated = toYaml(document);
    if (stored === generated) continue;
    console.error(
      `contracts/${name} does not match the code (npm run generate): ${firstDifference(stored, generated)}`,
    );
    process.exitCode = 1;
  }
}

async function writeContracts(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, document] of Object.entries(documents)) await writeFile(join(FOLDER, name), toYaml(document));
}

await (process.argv.includes("--check") ? checkContracts() : writeContracts());
