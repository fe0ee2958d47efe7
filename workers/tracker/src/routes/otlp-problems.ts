import { Problem } from "@voygent/contracts";
import type { AppEnv } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import { mediaTypeOf } from "../intake/media-type.ts";
import { OTLP_FORMATS } from "../intake/otlp/otlp-format.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

/**
 * Tells every problem of an OTLP path as exporters read it: with a `message` in JSON, as a google.rpc.Status in protobuf.
 * The status and the headers stay what they are everywhere.
 */
export const otlpProblems = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  await next();
  const format = OTLP_FORMATS.get(mediaTypeOf(c.req.raw.headers)) ?? OTLP_FORMATS.get("application/json");
  if (c.error === undefined || format === undefined) return;
  const problem = Problem.parse(await c.res.json());
  const { mediaType, body } = format.encodeProblem(problem);
  const headers = new Headers(c.res.headers);
  headers.set("content-type", mediaType);
  headers.delete("content-length");
  c.res = new Response(body, { status: problem.status, headers });
});
