import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

import * as z from "zod";

/** Real price lists, collected outside the repository; a test that wants one skips where they are not. */
const COLLECTED = join(import.meta.dirname, "../../../../shared/data/pricing");

/** What a feed answers: set by a test with `PUT …/answers/{name}`, read by the product at `…/feeds/{name}`. */
const FeedAnswer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  delay_ms: z.int(),
  /** How often the body is sent. */
  repeat: z.int(),
  /** Whether the answer never ends. */
  stalls: z.boolean(),
});
type FeedAnswer = z.infer<typeof FeedAnswer>;

const UNSET: FeedAnswer = {
  status: 404,
  headers: {},
  body: "no test has set this feed",
  delay_ms: 0,
  repeat: 1,
  stalls: false,
};

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** The feeds of one runtime by name, and the requests that they got. */
class Feeds {
  readonly #answers = new Map<string, FeedAnswer>();
  readonly #requests = new Map<string, Record<string, string>[]>();

  async handle(kind: string, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${kind}`;
    if (route === "GET feeds") return await this.#serve(name, request, response);
    if (route === "PUT answers") this.#answers.set(name, FeedAnswer.parse(JSON.parse(await readBody(request))));
    else if (route === "PUT files") response.statusCode = await this.#setFile(name, await readBody(request));
    else if (route === "GET requests") {
      response.end(JSON.stringify(this.#requests.get(name) ?? []));
      return;
    } else response.statusCode = 404;
    response.end();
  }

  async #serve(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = Object.entries(request.headers).map(([key, value]) => [key, String(value)]);
    this.#requests.set(name, [...(this.#requests.get(name) ?? []), Object.fromEntries(headers)]);
    const answer = this.#answers.get(name) ?? UNSET;
    await sleep(answer.delay_ms);
    response.writeHead(answer.status, answer.headers);
    const parts = Readable.from(Array.from({ length: answer.repeat }, () => answer.body));
    // The product hangs up on what is too large.
    await pipeline(parts, response, { end: !answer.stalls }).catch(() => {});
  }

  /** Lets a feed answer a collected file where there are any; 404 where there are none. */
  async #setFile(name: string, file: string): Promise<number> {
    const path = join(COLLECTED, basename(file));
    const body = await readFile(path, "utf8").catch(() => null);
    if (body === null) return 404;
    this.#answers.set(name, { ...UNSET, status: 200, body });
    return 200;
  }
}

/** Starts the local HTTP server that stands in for published price lists, for each runtime under a path of its own. */
export async function startFeedServer(): Promise<{ url: string; server: Server }> {
  const feedsOf = new Map<string, Feeds>();
  const server = createServer((request, response) => {
    const [, runtime = "", kind = "", name = ""] = (request.url ?? "").split("/");
    // A test file begins without what the one before it in its runtime has set.
    if (request.method === "DELETE") {
      feedsOf.delete(runtime);
      response.end();
      return;
    }
    const feeds = feedsOf.get(runtime) ?? new Feeds();
    feedsOf.set(runtime, feeds);
    feeds.handle(kind, name, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the feed server has no port");
  return { url: `http://127.0.0.1:${address.port}`, server };
}
