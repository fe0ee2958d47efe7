import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { parse } from "yaml";

/** Reads every published OpenAPI document, `contracts/*.yaml`. */
export async function readContracts(root: string): Promise<unknown[]> {
  const folder = join(root, "contracts");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).toSorted();
  return await Promise.all(
    files.map(async (file): Promise<unknown> => parse(await readFile(join(folder, file), "utf8"))),
  );
}
