import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How a tracker behaves: a status is all that it answers. */
export type Behaviour = "well" | "down" | "slow" | "garbage" | 500 | 401 | 413;

const STORING_MS = 20;
const SLOW_MS = 30_000;

function stored(body: string): string {
  const { interactions = [] }: { interactions?: { id: string }[] } = JSON.parse(body);
  const cost = { ai_tokens: "0.020202000", database_operations: "0.000000000", api_calls: "0.000000000" };
  const results = interactions.map(({ id }, index) => ({
    index,
    id,
    status: "recorded",
    cost_usd: "0.020202000",
    cost,
  }));
  return JSON.stringify({ recorded: results.length, duplicates: 0, rejected: 0, results });
}

async function answer(behaviour: Behaviour, body: string): Promise<{ status: number; text: string }> {
  if (typeof behaviour === "number") return { status: behaviour, text: "{}" };
  if (behaviour === "garbage") return { status: 200, text: "<html>" };
  await sleep(behaviour === "slow" ? SLOW_MS : STORING_MS, undefined, { ref: false });
  return { status: 200, text: stored(body) };
}

/** Something that answers as a tracker does, or as a broken one; where it is down, nobody listens at its address. */
export async function startStandIn(behaviour: Behaviour): Promise<{ url: string; end: () => void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    const reply = async () => {
      const { status, text } = await answer(behaviour, Buffer.concat(chunks).toString("utf8"));
      response.writeHead(status).end(text);
    };
    request.on("end", () => void reply());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port }: AddressInfo = Object(server.address());
  const end = () => {
    server.closeAllConnections();
    server.close();
  };
  if (behaviour === "down") end();
  return { url: `http://127.0.0.1:${port}`, end };
}
