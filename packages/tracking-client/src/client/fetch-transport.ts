import type { Transport } from "./transport.ts";
import { unrefTimer } from "./unref-timer.ts";

/** A function that sends a request as `fetch` does. */
export type SendRequest = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string; signal: AbortSignal; redirect: "manual" },
) => Promise<Response>;

/** Sends by `fetch`. A redirect is an answer: following it would turn the request into another. */
export function fetchTransport(send: SendRequest): Transport {
  return async ({ method, url, headers, body, timeoutMillis, signal }) => {
    const abort = new AbortController();
    const stop = () => {
      abort.abort(new Error("stopped"));
    };
    signal.addEventListener("abort", stop);
    const timer = unrefTimer(setTimeout(() => abort.abort(new Error("no answer in time")), timeoutMillis));
    // A `fetch` that a host brings may ignore the signal.
    const aborted = new Promise<never>((_, reject) => {
      abort.signal.addEventListener("abort", () => reject(abort.signal.reason));
    });
    aborted.catch(() => {});
    const answer = async () => {
      const response = await send(url, { method, headers, body, signal: abort.signal, redirect: "manual" });
      const text = await response.text();
      return { status: response.status, retryAfter: response.headers.get("retry-after"), body: text };
    };
    try {
      return await Promise.race([answer(), aborted]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  };
}
