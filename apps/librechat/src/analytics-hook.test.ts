import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, it, onTestFinished, vi } from "vitest";

import { answersOf, chat, type ExpressServer, type HookPlace, startExpressServer } from "./express-server.fixture.ts";
import { buildPlugin, startTracker, until } from "./librechat-process.fixture.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

type Event = {
  id: string;
  session_id: string;
  user_id: string;
  duration_ms?: number;
  metadata: Record<string, unknown>;
};

/** Stores whatever comes, as a tracker answers. */
function stored(body: string) {
  const parsed: { interactions?: Event[]; session_id?: string } = JSON.parse(body);
  const results = (parsed.interactions ?? []).map(({ id }, index) => ({ index, id, status: "recorded" }));
  return { status: 200, body: JSON.stringify({ results, session_id: parsed.session_id }) };
}

const eventsOf = (bodies: string[]): Event[] =>
  bodies.flatMap((body) => {
    const parsed: { interactions?: Event[] } = JSON.parse(body);
    return parsed.interactions ?? [];
  });

async function startServer(place: HookPlace, variables: Record<string, string> = {}): Promise<ExpressServer> {
  const server = await startExpressServer(folder, place, variables);
  onTestFinished(async () => void (await server.end("SIGKILL")));
  return server;
}

async function trackedServer(place: HookPlace) {
  const tracker = await startTracker(stored);
  onTestFinished(tracker.close);
  const server = await startServer(place, { VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test" });
  return { server, bodies: tracker.bodies };
}

const newTurn = (input: number) => ({
  user: randomBytes(12).toString("hex"),
  conversationId: randomUUID(),
  messageId: randomUUID(),
  input,
});

const PLACES = ["first", "in place", "first, with the preload"] as const;

/** What the server answers without the hook. */
let plainAnswers: unknown[] = [];

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "voygent-hook-"));
  await buildPlugin(folder);
  const plain = await startExpressServer(folder, "nowhere", {});
  plainAnswers = await answersOf(plain);
  await plain.end("SIGKILL");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.for(PLACES)("a server on Express with the hook %s, the driver's collection calls replaced", (place) => {
  it("has the calls of two users at once told, each once, with its own time and route, and answers as it would without", async ({
    expect,
  }) => {
    const { server, bodies } = await trackedServer(place);
    const turns = [newTurn(1000), newTurn(2000)];
    await Promise.all(turns.map(async (turn) => await (await chat(server, turn)).text()));
    await until(() => eventsOf(bodies).length >= 2);
    expect(await answersOf(server)).toEqual(plainAnswers);
    await server.end("SIGTERM");
    const events = turns.flatMap(({ user }) => eventsOf(bodies).filter(({ user_id }) => user_id === user));
    expect(events).toMatchObject(
      turns.map(({ user, conversationId, messageId, input }) => ({
        session_id: conversationId,
        user_id: user,
        tokens: { input, output: 100 },
        metadata: { message_id: messageId, route: "/api/agents/chat/anthropic", endpoint: "anthropic" },
      })),
    );
    for (const { duration_ms } of events) expect(duration_ms).toBeGreaterThanOrEqual(50);
    expect(bodies.join("")).not.toContain("SAID-BY");
    expect(server.log().includes("watched at their collections")).toBe(place === "in place");
  });
});

describe.for(["first", "in place"] as const)("a server on Express with the hook %s, whose tracker is down", (place) => {
  it("answers as it would without", async ({ expect }) => {
    const server = await startServer(place, { VOYGENT_URL: "http://127.0.0.1:9", VOYGENT_KEY: "vk_test" });
    expect(plainAnswers.map((answer) => Object(answer)[1])).toEqual([200, 201, 400, 500, 500, 404]);
    expect(await answersOf(server)).toEqual(plainAnswers);
  });
});

describe("a server on Express with the hook and the client", () => {
  it("tells a session's start, interaction and end in their order, without what was said", async ({ expect }) => {
    const { server, bodies } = await trackedServer("first");
    await fetch(`${server.url}/api/sessions/s-7`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: "ada" }),
    });
    await until(() => bodies.length >= 3);
    expect(bodies.map((body): unknown => JSON.parse(body))).toMatchObject([
      { session_id: "s-7", user_id: "ada", source: "librechat", metadata: { plan: "pro" } },
      { interactions: [{ session_id: "s-7", type: "chat", tokens: { input: 1000, output: 100 }, metadata: {} }] },
      { session_id: "s-7" },
    ]);
    expect(bodies.join("")).not.toContain("SAID-BY");
  });

  it("sends what both hold before a SIGTERM ends it", async ({ expect }) => {
    const { server, bodies } = await trackedServer("first");
    const turn = newTurn(1000);
    await (await chat(server, turn)).text();
    await fetch(`${server.url}/api/sessions/s-8`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: "ada" }),
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await server.end("SIGTERM")).toBe("SIGTERM");
    expect(
      eventsOf(bodies)
        .map((event) => event.session_id)
        .toSorted(),
    ).toEqual([turn.conversationId, "s-8"].toSorted());
  });

  it("goes on when a client aborts, and says what is not set, once", async ({ expect }) => {
    const server = await startServer("in place");
    const abort = new AbortController();
    await fetch(`${server.url}/api/hangs`, { signal: abort.signal });
    abort.abort();
    await until(() => server.output().includes("aborted"));
    expect((await chat(server, newTurn(1))).status).toBe(200);
    expect(server.log()).toBe("voygent librechat: VOYGENT_URL and VOYGENT_KEY are not set; nothing is tracked\n");
  });
});
