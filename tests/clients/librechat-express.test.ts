import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, it } from "vitest";

import { chat, type ExpressServer, startExpressServer } from "../../apps/librechat/src/express-server.fixture.ts";
import { buildPlugin, until } from "../../apps/librechat/src/librechat-process.fixture.ts";
import { useStartedProduct } from "./started-product.ts";

const product = useStartedProduct();

const servers: ExpressServer[] = [];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "voygent-express-"));
  await buildPlugin(folder);
});

afterAll(async () => {
  await Promise.all(servers.map(async (server) => await server.end("SIGKILL")));
  await rm(folder, { recursive: true, force: true });
});

async function startServer(place: "first" | "in place"): Promise<ExpressServer> {
  const server = await startExpressServer(folder, place, { VOYGENT_URL: product().url, VOYGENT_KEY: product().key });
  servers.push(server);
  return server;
}

const newTurn = (input: number) => ({
  user: randomBytes(12).toString("hex"),
  conversationId: randomUUID(),
  messageId: randomUUID(),
  input,
});

const callsOf = (sessionId: string) =>
  product().query(
    `SELECT user_id, model, status, ai_tokens_cost_nano_usd AS cost, source FROM interactions WHERE session_id = ?1`,
    sessionId,
  );

const sessionOf = (sessionId: string) =>
  product().query(
    `SELECT user_id, interaction_count, ended_at_ms IS NOT NULL AS is_ended, metadata FROM sessions WHERE id = ?1`,
    sessionId,
  );

describe.for(["first", "in place"] as const)("LibreChat's models behind Express with the hook %s", (place) => {
  it("have the calls of two users at once stored and priced, each once", async ({ expect }) => {
    const server = await startServer(place);
    const turns = [newTurn(1000), newTurn(2000)];
    await Promise.all(turns.map(async (turn) => await (await chat(server, turn)).text()));
    await until(() => turns.every(({ conversationId }) => callsOf(conversationId).length > 0));
    const common = { model: "claude-sonnet-4-5", status: "ok", source: "librechat" };
    const [first, second] = turns.map(({ conversationId }) => callsOf(conversationId));
    // 1,000 or 2,000 in × $3 + 100 out × $15, per million tokens.
    expect(first).toEqual([{ ...common, user_id: turns[0]?.user, cost: 4_500_000 }]);
    expect(second).toEqual([{ ...common, user_id: turns[1]?.user, cost: 7_500_000 }]);
  });
});

describe("the analytics client behind Express", () => {
  it("has a session started, used and ended, without a word of what was said", async ({ expect }) => {
    const server = await startServer("first");
    const id = randomUUID();
    await fetch(`${server.url}/api/sessions/${id}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: "ada" }),
    });
    await until(() => sessionOf(id)[0]?.["is_ended"] === 1);
    const labels = JSON.stringify({ plan: "pro" });
    expect(sessionOf(id)).toEqual([{ user_id: "ada", interaction_count: 1, is_ended: 1, metadata: labels }]);
    expect(callsOf(id)).toMatchObject([{ user_id: "ada", cost: 4_500_000, source: "librechat" }]);
    expect(product().query("SELECT 1 FROM interactions WHERE metadata LIKE '%SAID-BY%'")).toEqual([]);
  });
});
