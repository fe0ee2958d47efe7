import { AppError, describeError, log } from "@voygent/http";

import type { OwningWorker } from "../gateway-env.ts";

/**
 * Hands a request to the Worker that owns its path, with the request id that both will log. A Worker that cannot be
 * reached, or that dies over the request, becomes a 503 problem.
 */
export async function forwardRequest(worker: OwningWorker, request: Request, requestId: string): Promise<Response> {
  const forwarded = new Request(request, { redirect: "manual" });
  forwarded.headers.set("x-request-id", requestId);
  try {
    const response = await worker.fetch(forwarded);
    return new Response(response.body, response);
  } catch (error) {
    log("error", { worker: "gateway", request_id: requestId, event: "forward_failed", error: describeError(error) });
    throw new AppError("service_unavailable", "the service did not answer; send the request again");
  }
}
