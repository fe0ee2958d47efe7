import http from "node:http";
import https from "node:https";

import type { Transport, TransportAnswer } from "../client/transport.ts";
import { unrefTimer } from "../client/unref-timer.ts";

/** The answer to a full batch with all its costs is under 1 MiB. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

function readAnswer(response: http.IncomingMessage): Promise<TransportAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_ANSWER_BYTES) response.destroy(new Error("the answer is too long"));
      else chunks.push(chunk);
    });
    response.on("error", reject);
    response.on("close", () => reject(new Error("the answer was cut off")));
    response.on("end", () => {
      const { statusCode: status = 0, headers } = response;
      resolve({ status, retryAfter: headers["retry-after"] ?? null, body: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

/**
 * Sends by Node's own HTTP client, over connections that are kept open but keep no process alive. The global `fetch` cannot
 * do that: Node would wait for its answer, however slow.
 */
export function httpTransport(): Transport {
  const options = { keepAlive: true, maxSockets: 1 };
  const agents = { http: new http.Agent(options), https: new https.Agent(options) };
  return ({ method, url, headers, body, timeoutMillis, signal }) =>
    new Promise((resolve, reject) => {
      const isSecure = url.startsWith("https:");
      const request = (isSecure ? https : http).request(url, {
        method,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        agent: isSecure ? agents.https : agents.http,
        signal,
      });
      const stop = () => request.destroy(new Error("no answer in time"));
      const timer = unrefTimer(setTimeout(stop, timeoutMillis));
      request.on("socket", (socket) => socket.unref());
      request.on("response", (response) => {
        readAnswer(response).then(resolve, reject);
      });
      // One comes, whatever happens, unless there was a response.
      request.on("error", reject);
      request.on("close", () => clearTimeout(timer));
      request.end(body);
    });
}
