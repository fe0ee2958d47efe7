import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, it } from "vitest";
import * as z from "zod";

import { freePort, readyProduct, ROOT, startProduct, temporaryFolder } from "./product.ts";

const run = promisify(execFile);
const Recorded = z.object({ id: z.string(), status: z.string() });

describe("a first start", () => {
  it("ends with a block whose curl line works, and a second start has what it sent", async ({ expect }) => {
    const folder = await temporaryFolder();
    const first = await readyProduct({ folder, port: await freePort() });
    const lines = first.output().trimEnd().split("\n");
    expect(lines.at(-1)).toBe(`ready http://localhost:${first.port}`);

    const curl = lines.find((line) => line.startsWith("First event"))?.replace(/^First event\s+/, "") ?? "";
    const { stdout } = await run("sh", ["-c", `${curl} --silent`]);
    expect(Recorded.parse(JSON.parse(stdout)).status).toBe("recorded");

    const token = (await readFile(join(folder, "admin-token"), "utf8")).trim();
    expect(first.output()).toContain(`http://localhost:${first.port}/#token=${token}`);
    for (const secret of ["admin-token", "track-key.json"]) {
      expect((await stat(join(folder, secret))).mode & 0o777, secret).toBe(0o600);
    }
    first.npm.kill("SIGTERM");
    await first.ended;

    const second = await readyProduct({ folder, port: await freePort() });
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`http://127.0.0.1:${second.port}/api/sessions/first-session`, { headers });
    expect(await response.json()).toMatchObject({ id: "first-session", interaction_count: 1 });
    expect(second.output()).not.toContain("Database migrated");
    second.npm.kill("SIGTERM");
    await second.ended;
  });
});

describe("a start that cannot work says why in one sentence", () => {
  let occupied: { port: number; close(): void };

  beforeAll(async () => {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
    occupied = { port, close: () => server.close() };
  });
  afterAll(() => occupied.close());

  it("when the port is in use", async ({ expect }) => {
    const product = startProduct({ folder: await temporaryFolder(), port: occupied.port });
    expect(await product.ended).toBe(1);
    expect(product.output()).toContain(`Port ${occupied.port} is in use by another program`);
  });

  it("when the data folder cannot be written to", async ({ expect }) => {
    const file = join(await temporaryFolder(), "a-file");
    await writeFile(file, "");
    const product = startProduct({ folder: join(file, "data"), port: await freePort() });
    expect(await product.ended).toBe(1);
    expect(product.output()).toContain("cannot be written to (ENOTDIR)");
  });

  it("when the data folder cannot be made although the one above it is there", async ({ expect }) => {
    const product = startProduct({ folder: "/proc/nothing", port: await freePort() });
    expect(await product.ended).toBe(1);
    expect(product.output()).toContain("\nThe data folder /proc/nothing cannot be written to (ENOENT).\n");
  });

  it("when a flag is unknown", async ({ expect }) => {
    const bootstrap = join(ROOT, "scripts/bootstrap.cjs");
    await expect(run(process.execPath, [bootstrap, "start", "--prot", "1"])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Unknown option '--prot'"),
    });
  });

  it("when Node is too old even for the bootstrap", async ({ expect }) => {
    const folder = await temporaryFolder();
    await mkdir(folder, { recursive: true });
    const oldNode = join(folder, "old-node.cjs");
    await writeFile(oldNode, `Object.defineProperty(process.versions, "node", { value: "14.21.3" });\n`);
    const args = ["--require", oldNode, join(ROOT, "scripts/bootstrap.cjs"), "start"];
    await expect(run(process.execPath, args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Voygent Usage needs Node 20\.17 or newer, and this is 14\.21\.3: .+\n$/),
    });
  });
});
