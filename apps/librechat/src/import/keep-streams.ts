import { createReadStream, createWriteStream, rmSync, statSync } from "node:fs";
import { mkdtemp, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import { ImportError } from "./import-error.ts";
import type { ExportFiles } from "./import-options.ts";

/** The name of the standard input. */
const STANDARD_INPUT = "-";

/** Whether a path names something that can be read once only, such as a pipe. */
export function isStream(path: string): boolean {
  if (path === STANDARD_INPUT) return true;
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/**
 * An export is read twice: keeps what can be read once only in files of a folder of their own, which `release` removes. Their time is
 * always the same, so that an import of the same stream goes on where it was.
 * @throws ImportError when two are the standard input, or one cannot be kept
 */
export async function keepStreams(
  files: ExportFiles,
  signal: AbortSignal,
): Promise<{ files: ExportFiles; release: () => void }> {
  const streams = Object.entries(files).flatMap(([name, path]) =>
    path !== null && isStream(path) ? [{ name, path }] : [],
  );
  if (streams.length === 0) return { files, release: () => {} };
  if (streams.filter(({ path }) => path === STANDARD_INPUT).length > 1) {
    throw new ImportError("input", "only one file can be the standard input");
  }
  const folder = await mkdtemp(join(tmpdir(), "voygent-import-"));
  const release = () => rmSync(folder, { recursive: true, force: true });
  const kept = { ...files };
  try {
    for (const { name, path } of streams) {
      const file = join(folder, name);
      const source = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
      await pipeline(source, createWriteStream(file, { mode: 0o600 }), { signal });
      await utimes(file, 0, 0);
      Object.assign(kept, { [name]: file });
    }
    return { files: kept, release };
  } catch (error) {
    release();
    if (signal.aborted) throw new ImportError("interrupted", "interrupted: run the same again");
    throw new ImportError(
      "input",
      `a stream cannot be kept: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
