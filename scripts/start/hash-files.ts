import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

async function listFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  const files = await Promise.all(names.map((name) => listFiles(join(path, name))));
  return files.flat();
}

/** One SHA-256 over the names and contents of these files and folders; those that do not exist count as empty. */
export async function hashFiles(paths: string[]): Promise<string> {
  const found = await Promise.all(paths.map((path) => listFiles(path).catch((): string[] => [])));
  const hash = createHash("sha256");
  for (const file of found.flat().toSorted())
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update("\0");
  return hash.digest("hex");
}
