import { Problem } from "@voygent/contracts";
import type { AppEnv } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import { mediaTypeOf } from "../intake/media-type.ts";
import { OTLP_FORMATS, type OtlpFormat } from "../intake/otlp/otlp-format.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

/** What the answer is to be written in: as the body is, else as is asked for, else JSON. */
function formatOf(headers: Headers): OtlpFormat | undefined {
  const asked = (headers.get("accept") ?? "").split(",").map((type) => type.split(";")[0]?.trim().toLowerCase());
  const types = [mediaTypeOf(headers), ...asked, "application/json"];
  return types.map((type) => OTLP_FORMATS.get(type ?? "")).find((format) => format !== undefined);
}

/**
 * Tells every problem of an OTLP path as exporters read it: with a `message` in JSON, as a google.rpc.Status in protobuf.
 * The status and the headers stay what they are everywhere. Use it on paths, so that it has the wrong methods too.
 */
export const otlpProblems = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  await next();
  const format = formatOf(c.req.raw.headers);
  if (c.res.ok || format === undefined) return;
  const problem = Problem.parse(await c.res.json());
  const { mediaType, body } = format.encodeProblem(problem);
  const headers = new Headers(c.res.headers);
  headers.set("content-type", mediaType);
  headers.delete("content-length");
  c.res = new Response(body, { status: problem.status, headers });
});
