import type { InteractionEvent } from "../client/interaction-event.ts";
import type { TrackingClient } from "../client/tracking-client.ts";
import { type RoutedRequest, routePattern } from "./route-pattern.ts";

/** What is read of a request of Express; name Express's own `Request` in a getter to read more. */
export type TrackedRequest = RoutedRequest & {
  method: string;
  get: (name: string) => string | undefined;
};

/** What is read of a response of Express. */
export type TrackedResponse = {
  statusCode: number;
  writableFinished: boolean;
  once: (event: "close", listener: () => void) => unknown;
};

/** The options of the middleware. Its functions are asked when a request was answered; what they throw is ignored. */
export type TrackRequestsOptions<Request = TrackedRequest, Response = TrackedResponse> = {
  /** Whose request it is; `anonymous` when this gives nothing. */
  userId?: (request: Request, response: Response) => string | null | undefined;
  /** The session it belongs to; the user's id when this gives nothing. */
  sessionId?: (request: Request, response: Response) => string | null | undefined;
  /** More of the interaction, such as `metadata` or what the request used of the database. */
  details?: (request: Request, response: Response) => Partial<InteractionEvent>;
  /** Whether a request is not tracked, such as a health check. */
  isSkipped?: (request: Request, response: Response) => boolean;
};

function ask<Value>(getter: () => Value): Value | null {
  try {
    return getter();
  } catch {
    return null;
  }
}

function statusOf({ writableFinished, statusCode }: TrackedResponse): "ok" | "error" | "cancelled" {
  if (!writableFinished) return "cancelled";
  return statusCode >= 500 ? "error" : "ok";
}

/**
 * Middleware that tracks each request as one `api` interaction when its response is done: method, route pattern, status
 * and duration. It changes nothing about request or response and delays neither. Put it before the routes.
 */
export function trackRequests<
  Request extends TrackedRequest = TrackedRequest,
  Response extends TrackedResponse = TrackedResponse,
>(
  client: TrackingClient,
  options: TrackRequestsOptions<Request, Response> = {},
): (request: Request, response: Response, next: () => void) => void {
  const seen = new WeakSet<Request>();
  const track = (request: Request, response: Response, startedAtMillis: number) => {
    if (ask(() => options.isSkipped?.(request, response)) === true) return;
    const userId = ask(() => options.userId?.(request, response)) || "anonymous";
    const details = ask(() => options.details?.(request, response));
    client.trackInteraction({
      session_id: ask(() => options.sessionId?.(request, response)) || userId,
      user_id: userId,
      type: "api",
      status: statusOf(response),
      duration_ms: Math.max(0, Math.round(performance.now() - startedAtMillis)),
      api_calls: 1,
      ...details,
      metadata: {
        "http.request.method": request.method,
        "http.route": routePattern(request),
        "http.response.status_code": response.statusCode,
        ...details?.metadata,
      },
    });
  };
  return (request, response, next) => {
    const startedAtMillis = performance.now();
    if (!seen.has(request)) response.once("close", () => ask(() => track(request, response, startedAtMillis)));
    seen.add(request);
    next();
  };
}
