import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";

import { afterAll, beforeAll } from "vitest";
import * as z from "zod";

import {
  addMigratedDatabase,
  freePort,
  processesOf,
  readyProduct,
  remainingProcesses,
  tryKill,
} from "../process/product.ts";
import { openDatabase } from "../soak/open-database.ts";

const CreatedKey = z.object({
  key: z.string(),
  langfuse: z.object({ public_key: z.string(), secret_key: z.string() }),
});

/** A product that runs while the tests of a file do, and a key that may only track. */
export type StartedProduct = {
  url: string;
  key: string;
  langfuse: { public_key: string; secret_key: string };
  /** The rows of a statement on its database. */
  query: (sql: string, ...parameters: string[]) => Record<string, unknown>[];
};

/** Starts the product once for all tests of a file and ends it after them; what is given back is there once they run. */
export function useStartedProduct(): () => StartedProduct {
  let folder = "";
  let database: DatabaseSync | undefined;
  let started: StartedProduct | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "voygent-clients-"));
    await addMigratedDatabase(folder);
    const { port } = await readyProduct({ folder, port: await freePort() });
    const url = `http://127.0.0.1:${port}`;
    const token = (await readFile(join(folder, "admin-token"), "utf8")).trim();
    const response = await fetch(`${url}/api/keys`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "clients", scopes: ["track"] }),
    });
    const { key, langfuse } = CreatedKey.parse(await response.json());
    const opened = await openDatabase(folder);
    database = opened;
    started = { url, key, langfuse, query: (sql, ...parameters) => opened.prepare(sql).all(...parameters) };
  }, 240_000);

  afterAll(async () => {
    database?.close();
    for (const { pid } of await processesOf(folder)) tryKill(pid, "SIGTERM");
    await remainingProcesses(folder);
    for (const { pid } of await processesOf(folder)) tryKill(pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  return () => {
    if (started === undefined) throw new Error("the product did not start");
    return started;
  };
}
