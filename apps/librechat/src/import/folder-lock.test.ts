import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it, onTestFinished } from "vitest";

import { lockFolder } from "./folder-lock.ts";
import { newFolder } from "./import.fixture.ts";

const HAS_PROC = existsSync("/proc/self/stat");

/** A lock that another process has left, or has. */
async function lockOf(text: string): Promise<string> {
  const path = join(await newFolder(), "lock");
  await writeFile(path, text);
  return path;
}

describe("the lock of a folder", () => {
  it("is not given while its process runs", async ({ expect }) => {
    const path = await lockOf(String(process.ppid));
    expect(() => lockFolder(path)).toThrow("another import works in this folder");
  });

  it.runIf(HAS_PROC)("is given when another process has got the number since", async ({ expect }) => {
    const path = await lockOf(`${process.ppid} 1`);
    expect(() => lockFolder(path)).not.toThrow();
  });

  it.runIf(HAS_PROC)(
    "is given when its process was killed, and only its parent does not know yet",
    async ({ expect }) => {
      // A shell takes note of children that end: the line comes only when another program stands in its place.
      const told = join(await newFolder(), "told");
      const parent = spawn("sh", ["-c", 'sleep 60 & echo $! > "$0"; exec tail -f "$0"', told]);
      onTestFinished(() => void parent.kill("SIGKILL"));
      const [line] = await once(parent.stdout, "data");
      const child = Number(String(line));
      const path = await lockOf(String(child));
      process.kill(child, "SIGKILL");
      expect(() => lockFolder(path)).not.toThrow();
      expect(spawnSync("kill", ["-0", String(child)]).status).toBe(0);
    },
  );

  it.runIf(HAS_PROC)("names a process that has it, so that nobody else takes it", async ({ expect }) => {
    const path = join(await newFolder(), "lock");
    const folderLock = join(import.meta.dirname, "folder-lock.ts");
    const script = `(await import(${JSON.stringify(folderLock)})).lockFolder(${JSON.stringify(path)}); console.log("taken"); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ["--input-type=module", "--eval", script]);
    onTestFinished(() => void holder.kill("SIGKILL"));
    await once(holder.stdout, "data");
    expect(() => lockFolder(path)).toThrow("another import works in this folder");
    holder.kill("SIGKILL");
    expect(() => lockFolder(path)).not.toThrow();
  });
});
