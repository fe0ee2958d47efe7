import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { StartError } from "./start-error.ts";

/** Where things stand in the data folder. */
export type DataFolder = {
  path: string;
  /** The database and everything else that the runtime keeps. */
  state: string;
  /** What is written anew by each start: configurations and the addresses of running Workers. */
  runtime: string;
  logs: string;
};

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

/**
 * Makes a folder and those above it, readable by its owner only. Node's own `recursive` tries for ever where a folder
 * cannot be made although the one above it is there, as in `/proc`.
 */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 });
}

async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "start.ts");
  return commandLine.includes("start.ts");
}

/** Keeps a second start away from the same database, which only one runtime may write. */
async function lock(path: string): Promise<void> {
  const file = join(path, "start.pid");
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  if (pid > 0 && pid !== process.pid && (await isRunning(pid))) {
    throw new StartError(`The data folder ${path} is in use by another start (process ${pid}).`);
  }
  await writeFile(file, String(process.pid), { mode: 0o600 });
}

/** Makes the data folder, readable by its owner only, and locks it; throws a StartError when it cannot be written. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = { path, state: join(path, "state"), runtime: join(path, "runtime"), logs: join(path, "logs") };
  try {
    for (const part of [folder.state, folder.runtime, folder.logs]) await makeFolder(part);
    await writeFile(join(path, "start.probe"), "");
    await rm(join(path, "start.probe"));
  } catch (error) {
    throw new StartError(`The data folder ${path} cannot be written to (${errorCode(error)}).`);
  }
  await lock(path);
  return folder;
}

/** Lets the next start have the data folder. */
export async function closeDataFolder(folder: DataFolder): Promise<void> {
  await rm(join(folder.path, "start.pid"), { force: true });
}
