import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { parse } from "yaml";

/** Every published OpenAPI document, `contracts/*.yaml`, as one JSON array. */
export async function readContracts(root: string): Promise<string> {
  const folder = join(root, "contracts");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return JSON.stringify(texts.map((text): unknown => parse(text)));
}
