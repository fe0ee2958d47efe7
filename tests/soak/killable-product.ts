import { readFile } from "node:fs/promises";

import { listProcesses } from "../../scripts/start/list-processes.ts";
import type { MemorySample } from "./memory.ts";
import { runProduct, type RunningProduct } from "../bench/run-product.ts";

const BYTES_PER_KIB = 1024;

/** A product that is killed outright and started again on the same data and port. */
export class KillableProduct {
  #running: RunningProduct | null = null;
  readonly #root: string;
  readonly #folder: string;
  readonly #port: number;

  constructor(root: string, folder: string, port: number) {
    this.#root = root;
    this.#folder = folder;
    this.#port = port;
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<RunningProduct> {
    this.#running = await runProduct(this.#root, this.#folder, this.#port);
    return this.#running;
  }

  /** Kills every process of it at once, at whatever depth. */
  async kill(): Promise<void> {
    for (const { pid } of await listProcesses(this.#folder)) {
      if (pid === process.pid) continue;
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
    }
    this.#running = null;
  }

  /** Ends it as Ctrl-C does. */
  async end(): Promise<void> {
    await this.#running?.end();
    await this.kill();
  }

  /** What each process of the runtime holds now: Wrangler's own proxy, and the Workers with their database. */
  async memory(): Promise<MemorySample[]> {
    const runtimes = (await listProcesses(this.#folder)).filter(({ text }) => text.includes("workerd serve"));
    const samples = runtimes.map(async ({ pid }): Promise<MemorySample[]> => {
      const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
      const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kib === undefined ? [] : [{ pid, bytes: Number(kib) * BYTES_PER_KIB }];
    });
    return (await Promise.all(samples)).flat();
  }
}
