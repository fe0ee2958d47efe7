import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** A process of this machine; `text` is its command line and, as far as it may be read, its environment. */
export type FoundProcess = { pid: number; text: string };

const run = promisify(execFile);

async function listFromProc(): Promise<FoundProcess[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return await Promise.all(
    pids.map(async (name) => {
      const parts = ["cmdline", "environ"].map((file) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => ""));
      return { pid: Number(name), text: (await Promise.all(parts)).join("\0").replaceAll("\0", " ") };
    }),
  );
}

async function listFromPs(): Promise<FoundProcess[]> {
  const { stdout } = await run("ps", ["axeww", "-o", "pid=,command="], { maxBuffer: 64 * 1024 * 1024 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, text = ""] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), text: `${text} ` }];
  });
}

/** Every process whose command line or environment holds this text; none where the system does not tell. */
export async function listProcesses(text: string): Promise<FoundProcess[]> {
  const all = process.platform === "linux" ? listFromProc() : listFromPs();
  return (await all.catch((): FoundProcess[] => [])).filter((found) => found.text.includes(text));
}
