import { createServer } from "node:net";

import { StartError } from "./start-error.ts";

/** Throws a StartError when nothing can listen on this port of 127.0.0.1. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const reason = isTaken ? "is in use by another program" : "may not be used";
    throw new StartError(`Port ${port} ${reason}: choose another with \`npm start -- --port N\`.`);
  }
  await new Promise((resolve) => {
    server.close(resolve);
  });
}
