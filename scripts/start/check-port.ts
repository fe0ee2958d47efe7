import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { StartError } from "./start-error.ts";

const RECHECK_MS = 50;

/** Listens for a moment. Gives back the code of the error that this ended with, null when it went well. */
async function tryListen(port: number): Promise<string | null> {
  const server = createServer();
  const code = await new Promise<string | null>((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, "127.0.0.1", () => resolve(null));
  });
  if (code === null) await new Promise((resolve) => server.close(resolve));
  return code;
}

/**
 * Throws a StartError when nothing can listen on this port of 127.0.0.1. A port in use is waited for as long as `patienceMs`:
 * the system may free the port of a process some time after it has ended it.
 */
export async function checkPort(port: number, patienceMs = 0): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const code = await tryListen(port);
    if (code === null) return;
    const isTaken = code === "EADDRINUSE";
    if (!isTaken || Date.now() >= deadline) {
      const reason = isTaken ? "is in use by another program" : "may not be used";
      throw new StartError(`Port ${port} ${reason}: choose another with \`npm start -- --port N\`.`);
    }
    await sleep(RECHECK_MS);
  }
}
