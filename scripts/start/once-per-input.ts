import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { hashFiles } from "./hash-files.ts";

/**
 * Does something whose result depends on these files and folders alone, unless it was done for the same contents before.
 * `stamp` is the file that remembers what it was last done for. Answers whether it was done now.
 */
export async function oncePerInput(stamp: string, inputs: string[], work: () => Promise<void>): Promise<boolean> {
  const hash = await hashFiles(inputs);
  const done = await readFile(stamp, "utf8").catch(() => "");
  if (done === hash) return false;
  await work();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
  return true;
}
