import http from "node:http";

import { onTestFinished } from "vitest";

/** A request as the stand-in for a tracker saw it. */
export type SeenRequest = {
  method: string;
  path: string;
  authorization: string | undefined;
  body: string;
  /** The events of the body, one of a session too. */
  items: { [name: string]: unknown }[];
};

/** What it answers: null hangs up without an answer, "silence" never answers. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string } | null | "silence";

/** A stand-in for a tracker on a real port, which answers as `answer` says. */
export type Tracker = { url: string; requests: SeenRequest[]; answer: (request: SeenRequest) => Answer };

/** What a tracker answers when it has stored everything. */
export function storedAnswer({ path, items }: SeenRequest): { status: number; body: string } {
  const results = items.map((item, index) => ({ index, id: item["id"], status: "recorded" }));
  const batch = { recorded: items.length, duplicates: 0, rejected: 0, results };
  const [, scoreId] = /^\/api\/public\/scores(?:\/(.+))?$/.exec(path) ?? [];
  const named = { id: scoreId ?? items[0]?.["id"], session_id: items[0]?.["session_id"] };
  return { status: 200, body: JSON.stringify(path === "/track/batch" ? batch : named) };
}

function readItems(body: string): SeenRequest["items"] {
  if (body === "") return [];
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== "object" || parsed === null) return [];
  const events: unknown = "interactions" in parsed ? parsed.interactions : [parsed];
  return Array.isArray(events) ? events.map((event: object) => Object.fromEntries(Object.entries(event))) : [];
}

/** Starts it on a free port, until the test is over. */
export async function startTracker(answer: Tracker["answer"] = storedAnswer): Promise<Tracker> {
  const tracker: Tracker = { url: "", requests: [], answer };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const { method = "", url: path = "", headers } = request;
      const seen = { method, path, authorization: headers.authorization, body, items: readItems(body) };
      tracker.requests.push(seen);
      const answered = tracker.answer(seen);
      if (answered === null) request.socket.destroy();
      else if (answered !== "silence") response.writeHead(answered.status, answered.headers).end(answered.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  tracker.url = `http://127.0.0.1:${address.port}`;
  return tracker;
}

/** The ids of all events of these requests, in the order in which they came. */
export function idsOf(requests: SeenRequest[]): unknown[] {
  return requests.flatMap(({ items }) => items.map((item) => item["id"]));
}
