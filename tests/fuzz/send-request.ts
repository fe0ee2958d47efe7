import { Agent, type IncomingMessage, request } from "node:http";

import type { FuzzRequest } from "./create-request.ts";

/** The answer to one request; `status` 0: none was expected or none came, and `failure` says why. */
export type FuzzAnswer = { status: number; text: string; ms: number; failure: string | null };

const GIVE_UP_MS = 30_000;

/** A client that keeps so many connections. */
export const createAgent = (connections: number) => new Agent({ keepAlive: true, maxSockets: connections });

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** What the local development server says while it loads the Workers anew, as it may do right after its start. */
const RELOADING = "Your worker restarted mid-request";

/** Sends a request as it is, again when the development server was loading the Workers anew. */
export async function sendRequest(baseUrl: string, agent: Agent, fuzz: FuzzRequest): Promise<FuzzAnswer> {
  for (;;) {
    const answer = await sendOnce(baseUrl, agent, fuzz);
    if (answer.status !== 503 || !answer.text.startsWith(RELOADING)) return answer;
  }
}

/** Sends a request as it is, its odd headers as well; one that is cut off loses its connection in the middle of its body. */
async function sendOnce(baseUrl: string, agent: Agent, fuzz: FuzzRequest): Promise<FuzzAnswer> {
  const startedAtMs = performance.now();
  const answered = (status: number, text: string, failure: string | null): FuzzAnswer => ({
    status,
    text,
    failure,
    ms: performance.now() - startedAtMs,
  });
  return await new Promise((resolve) => {
    const fail = (error: Error) => resolve(answered(0, "", fuzz.isCutOff ? null : error.message));
    const headers = { ...fuzz.headers, "content-length": String(fuzz.body.length) };
    const options = fuzz.isCutOff ? { headers } : { headers, agent };
    const sent = request(new URL(fuzz.path, baseUrl), { method: "POST", ...options }, (response) => {
      readText(response).then((text) => resolve(answered(response.statusCode ?? 0, text, null)), fail);
    });
    sent.on("error", fail);
    sent.setTimeout(GIVE_UP_MS, () => sent.destroy(new Error(`no answer within ${GIVE_UP_MS} ms`)));
    if (fuzz.isCutOff) {
      sent.write(fuzz.body.subarray(0, Math.floor(fuzz.body.length / 2)), () => {
        setTimeout(() => sent.destroy(new Error("cut off")), 5);
      });
    } else sent.end(fuzz.body);
  });
}
