import { describeError, log } from "@voygent/http";

import { PriceListRejected } from "../../price-list-rejected.ts";
import { PriceListUnavailable } from "../../price-list-unavailable.ts";

const MAX_BYTES = 8 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;

export type FetchedPriceList = { status: "unchanged" } | { status: "fetched"; body: string; etag: string | null };

type FetchOptions = {
  url: string;
  /** The ETag of what is stored, null to read the list in any case. */
  etag: string | null;
  isLocal: boolean;
  timeoutMs?: number;
};

function checkUrl(url: URL, isLocal: boolean): void {
  if (url.protocol === "https:") return;
  if (isLocal && url.protocol === "http:" && url.hostname === "127.0.0.1") return;
  throw new PriceListUnavailable("the address of the price list must begin with https://");
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let bytes = 0;
  let text = "";
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new PriceListUnavailable(`the price list is larger than ${MAX_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function follow(url: URL, headers: Headers, options: FetchOptions, signal: AbortSignal): Promise<Response> {
  let next = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await fetch(next, { headers, signal, redirect: "manual" });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    next = new URL(location, next);
    if (next.host !== url.host) throw new PriceListRejected(`the price list redirects to another host, ${next.host}`);
    checkUrl(next, options.isLocal);
  }
  throw new PriceListUnavailable(`the price list redirects more than ${MAX_REDIRECTS} times`);
}

async function request(options: FetchOptions, signal: AbortSignal): Promise<FetchedPriceList> {
  const url = new URL(options.url);
  checkUrl(url, options.isLocal);
  const headers = new Headers({ accept: "application/json", "user-agent": "voygent-usage" });
  if (options.etag !== null) headers.set("if-none-match", options.etag);
  const response = await follow(url, headers, options, signal);
  if (response.status === 304 && options.etag !== null) return { status: "unchanged" };
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new PriceListUnavailable(`the price list answered ${response.status}`);
  }
  return { status: "fetched", body: await readText(response), etag: response.headers.get("etag") };
}

/**
 * Reads a published price list, at most 8 MiB within 30 seconds, over https and from its own host only.
 * @throws PriceListUnavailable when it does not answer as it should
 * @throws PriceListRejected when it sends us to another host
 */
export async function fetchPriceList(options: FetchOptions): Promise<FetchedPriceList> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const isFinal = (error: unknown) =>
    error instanceof PriceListUnavailable || error instanceof PriceListRejected || signal.aborted;
  try {
    // A connection that was kept open may turn out to be closed: ask once more.
    return await request(options, signal).catch((error: unknown) => {
      if (isFinal(error)) throw error;
      return request(options, signal);
    });
  } catch (error) {
    if (error instanceof PriceListUnavailable || error instanceof PriceListRejected) throw error;
    log("error", { worker: "pricing-sync", event: "price_list.unreachable", error: describeError(error) });
    const reason = signal.aborted ? "did not answer in time" : "could not be reached, or its answer broke off";
    throw new PriceListUnavailable(`the price list ${reason}`);
  }
}
