import type { Server } from "node:http";

import express, { type Request } from "express";
import { describe, it, onTestFinished, vi } from "vitest";

import { observedClient } from "./client.fixture.ts";
import { trackRequests } from "./express.ts";
import type { TrackingClient } from "./node.ts";
import { startTracker, type Tracker } from "./tracker.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

async function listen(app: express.Express): Promise<string> {
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

async function trackedClient(): Promise<{ client: TrackingClient; tracker: Tracker }> {
  const tracker = await startTracker();
  return { client: observedClient({ url: tracker.url }).client, tracker };
}

async function eventsOf(client: TrackingClient, tracker: Tracker, count: number) {
  // The response is done on the side of the client a moment before it is closed here.
  while (client.stats.accepted < count) await new Promise((resolve) => setTimeout(resolve, 5));
  await client.flush();
  return tracker.requests.flatMap(({ items }) => items);
}

function boom(): never {
  throw new Error("boom");
}

function handler(_: Request, response: express.Response): void {
  response.status(201).json({ ok: true });
}

describe("the middleware for Express", () => {
  it("tracks a request by the pattern of its route, and changes nothing of its response", async ({ expect }) => {
    const { client, tracker } = await trackedClient();
    const plain = express().post("/things/:id", handler);
    const tracked = express();
    tracked.use(trackRequests(client, { userId: (request) => request.get("x-user"), sessionId: () => "s-1" }));
    tracked.post("/things/:id", handler);
    const init = { method: "POST", headers: { "x-user": "ada" } };
    const expected = await fetch(`${await listen(plain)}/things/secret-7`, init);
    const response = await fetch(`${await listen(tracked)}/things/secret-7`, init);
    expect(response.status).toBe(201);
    expect(await response.text()).toBe(await expected.text());
    expect([...response.headers.keys()]).toEqual([...expected.headers.keys()]);
    const [event] = await eventsOf(client, tracker, 1);
    expect(event).toMatchObject({
      type: "api",
      user_id: "ada",
      session_id: "s-1",
      status: "ok",
      api_calls: 1,
      metadata: { "http.request.method": "POST", "http.route": "/things/:id", "http.response.status_code": 201 },
    });
    expect(event?.["duration_ms"]).toBeTypeOf("number");
    expect(JSON.stringify(event)).not.toContain("secret-7");
  });

  it("counts a request once, wherever it stands twice", async ({ expect }) => {
    const { client, tracker } = await trackedClient();
    const middleware = trackRequests(client);
    const app = express().use(middleware, middleware);
    app.get("/", (_, response) => void response.send("ok"));
    await (await fetch(await listen(app))).text();
    expect(await eventsOf(client, tracker, 1)).toMatchObject([{ user_id: "anonymous", session_id: "anonymous" }]);
  });

  it("tells failures, unknown routes and given up requests apart", async ({ expect }) => {
    const { client, tracker } = await trackedClient();
    const app = express().use(trackRequests(client));
    app.use("/api/things/:thing", express.Router().get("/fails/:id", boom));
    app.set("env", "test");
    app.get("/hangs", (_, response) => void response.write("begins"));
    const url = await listen(app);
    await (await fetch(`${url}/api/things/A-1/fails/9`)).text();
    await (await fetch(`${url}/nowhere/ada@example.com`)).text();
    const abort = new AbortController();
    await fetch(`${url}/hangs`, { signal: abort.signal });
    abort.abort();
    const events = await eventsOf(client, tracker, 3);
    expect(events).toMatchObject([
      { status: "error", metadata: { "http.route": "/api/things/:name/fails/:id", "http.response.status_code": 500 } },
      { status: "ok", metadata: { "http.route": "(none)", "http.response.status_code": 404 } },
      { status: "cancelled", metadata: { "http.route": "/hangs" } },
    ]);
  });

  it("hides what a router's place says about somebody", async ({ expect }) => {
    const { client, tracker } = await trackedClient();
    const router = express.Router({ mergeParams: true }).get("/notes/:note", (_, response) => void response.send(""));
    const other = express.Router().get("/", (_, response) => void response.send(""));
    const app = express().use(trackRequests(client));
    app.use("/api/v1/people/:person", router).use("/orders/:order", other);
    const url = await listen(app);
    await (await fetch(`${url}/api/v1/people/ada/notes/9`)).text();
    await (await fetch(`${url}/orders/A-17`)).text();
    const routes = (await eventsOf(client, tracker, 2)).map((event) => Object(event["metadata"])["http.route"]);
    expect(routes).toEqual(["/api/v1/people/:person/notes/:note", "/orders/:name/"]);
  });

  it("goes on when the host's functions throw, and takes what they add", async ({ expect }) => {
    const { client, tracker } = await trackedClient();
    const app = express().use(
      trackRequests(client, {
        userId: boom,
        sessionId: boom,
        isSkipped: (request: Request) => request.path === "/health",
        details: () => ({ db: { rows_read: 7 }, metadata: { plan: "pro" } }),
      }),
    );
    app.get(["/", "/health"], (_, response) => void response.send("ok"));
    const url = await listen(app);
    await (await fetch(`${url}/health`)).text();
    await (await fetch(url)).text();
    expect(await eventsOf(client, tracker, 1)).toMatchObject([
      { user_id: "anonymous", db: { rows_read: 7 }, metadata: { plan: "pro", "http.route": "/|/health" } },
    ]);
  });
});
