import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { newFolder } from "./import.fixture.ts";
import { keepStreams } from "./keep-streams.ts";

const { signal } = new AbortController();
const NONE = { agents: null, users: null };

describe("files of an export", () => {
  it("are read where they are", async ({ expect }) => {
    const files = { transactions: import.meta.filename, messages: import.meta.filename, ...NONE };
    expect((await keepStreams(files, signal)).files).toBe(files);
  });

  it("are kept until the end of the import when they are pipes", async ({ expect }) => {
    const pipe = join(await newFolder(), "pipe");
    spawnSync("sh", ["-c", 'mkfifo "$0"', pipe]);
    spawn("sh", ["-c", 'printf "one\\ntwo\\n" > "$0"', pipe]);
    const { files, release } = await keepStreams(
      { transactions: pipe, messages: import.meta.filename, ...NONE },
      signal,
    );
    expect([await readFile(files.transactions, "utf8"), files.messages]).toEqual(["one\ntwo\n", import.meta.filename]);
    release();
    expect(existsSync(files.transactions)).toBe(false);
  });

  it("cannot both be the standard input", async ({ expect }) => {
    await expect(keepStreams({ transactions: "-", messages: "-", ...NONE }, signal)).rejects.toThrow("only one file");
  });
});
