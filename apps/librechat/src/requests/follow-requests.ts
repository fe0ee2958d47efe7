import { AsyncLocalStorage } from "node:async_hooks";
import diagnostics from "node:diagnostics_channel";

import { fieldOf } from "../documents/read-value.ts";
import { readRequest, type RequestContext } from "./request-context.ts";

const requests = new AsyncLocalStorage<RequestContext | null>();

function onRequestStart(message: unknown): void {
  try {
    const request = fieldOf(message, "request");
    // Always: a connection that is used again would keep the context of its last request.
    requests.enterWith(readRequest(fieldOf(request, "method"), fieldOf(request, "url"), Date.now()));
  } catch {
    // What goes wrong here must not become an uncaught exception of the server.
  }
}

/** From now on remembers for whatever a request begins, also in the background, which request that was. */
export function followRequests(): void {
  diagnostics.channel("http.server.request.start").subscribe(onRequestStart);
}

/** The request that the caller works for; null when it is none or none to the API. */
export function currentRequest(): RequestContext | null {
  return requests.getStore() ?? null;
}

/** The request as it is told, if it is one to the API: Express has its whole address beside that within a router. */
function requestOf(request: unknown): RequestContext | null {
  try {
    return readRequest(
      fieldOf(request, "method"),
      fieldOf(request, "originalUrl") ?? fieldOf(request, "url"),
      Date.now(),
    );
  } catch {
    return null;
  }
}

/** Calls `next`, whose work is remembered to be that of the request, where the runtime has not told its start. */
export function continueRequest(request: unknown, next: () => void): void {
  const context = currentRequest() === null ? requestOf(request) : null;
  if (context === null) next();
  else requests.run(context, next);
}
