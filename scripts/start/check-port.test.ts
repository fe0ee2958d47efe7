import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, it, onTestFinished } from "vitest";

import { checkPort } from "./check-port.ts";

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { server, port: address.port };
}

describe("a port", () => {
  it("that another program keeps is refused", async ({ expect }) => {
    const { port } = await listen();
    await expect(checkPort(port, 200)).rejects.toThrow(`Port ${port} is in use by another program`);
  });

  it("that is let go of meanwhile is waited for", async ({ expect }) => {
    const { server, port } = await listen();
    const checked = checkPort(port, 20_000);
    await sleep(150);
    server.close();
    await expect(checked).resolves.toBeUndefined();
  });
});
