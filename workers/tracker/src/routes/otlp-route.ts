import { createRoute } from "@hono/zod-openapi";
import { AppError, type AppEnv, createRoutes, requireScope } from "@voygent/http";
import type { Context } from "hono";

import { mediaTypeOf } from "../intake/media-type.ts";
import { OTLP_FORMATS, type OtlpFormat } from "../intake/otlp/otlp-format.ts";
import { partialSuccess } from "../intake/otlp/partial-success.ts";
import { readSpans, type SpanIntake } from "../intake/otlp/read-spans.ts";
import { type BodyLimits, readBytes } from "../intake/read-body.ts";
import { recordSpans } from "../services/record-spans.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { countRefusal } from "./count-refusal.ts";
import { langfuseSecurity } from "./langfuse-security.ts";
import { otlpProblems } from "./otlp-problems.ts";
import { exportAnswers, traceExport, unservedAnswers } from "./otlp-media.ts";

/** Spans carry text that we drop: their bodies may be larger than others. */
const SPAN_LIMITS: BodyLimits = { maxWireBytes: 8 * 1024 * 1024, maxUnpackedBytes: 32 * 1024 * 1024 };

const exportTraces = (intake: SpanIntake, path: string, operationId: string, summary: string) =>
  createRoute({
    method: "post",
    path,
    operationId,
    summary,
    security: langfuseSecurity,
    middleware: [requireScope<TrackerBindings>("track"), countRefusal(intake, "body")] as const,
    request: { body: { required: true, content: traceExport } },
    responses: exportAnswers,
  });

function formatOf(headers: Headers): OtlpFormat {
  const format = OTLP_FORMATS.get(mediaTypeOf(headers));
  if (format !== undefined) return format;
  const accepted = [...OTLP_FORMATS.keys()].join(" or ");
  throw new AppError("unsupported_media_type", `expected content-type ${accepted}`);
}

async function recordExport(c: Context<AppEnv<TrackerBindings>>, intake: SpanIntake): Promise<Response> {
  const format = formatOf(c.req.raw.headers);
  const bytes = await readBytes(c.req.raw, SPAN_LIMITS);
  const spans = readSpans(format.decode(bytes), intake, { caller: c.get("caller"), receivedAtMs: Date.now() });
  const { conflictCount, rowsRead, rowsWritten } = await recordSpans(c.env, spans);
  const { spanCount, events, rejectedCount } = spans;
  Object.assign(c.get("logged"), {
    spans: spanCount,
    events: events.length,
    rejected: rejectedCount,
    rows_read: rowsRead,
    rows_written: rowsWritten,
  });
  const body = format.encodeAnswer(partialSuccess({ ...spans, conflictCount }));
  return c.body(body, 200, { "content-type": format.mediaType });
}

const unserved = (path: string, operationId: string, signal: string) =>
  createRoute({
    method: "post",
    path,
    operationId,
    summary: `Not served: OpenTelemetry ${signal} say nothing about users and sessions`,
    responses: unservedAnswers,
  });

function refuseSignal(signal: string): never {
  throw new AppError(
    "not_found",
    `OpenTelemetry ${signal} are not taken: they name no user and no session; send traces to /v1/traces`,
  );
}

const langfusePath = "/api/public/otel/v1/traces";

const paths = ["/v1/traces", langfusePath, "/v1/metrics", "/v1/logs"];

/** `POST /v1/traces`, the same for Langfuse clients, and the paths of the signals that are not taken. */
export const otlpRoute = createRoutes<TrackerBindings>();
for (const path of paths) otlpRoute.use(path, otlpProblems);
otlpRoute
  .openapi(
    exportTraces(
      "otlp",
      "/v1/traces",
      "exportTraces",
      "Record the calls of models among OpenTelemetry spans (OTLP/HTTP)",
    ),
    async (c) => await recordExport(c, "otlp"),
  )
  .openapi(
    exportTraces("langfuse", langfusePath, "exportLangfuseTraces", "The same, where Langfuse clients send their spans"),
    async (c) => await recordExport(c, "langfuse"),
  )
  .openapi(unserved("/v1/metrics", "exportMetrics", "metrics"), () => refuseSignal("metrics"))
  .openapi(unserved("/v1/logs", "exportLogs", "logs"), () => refuseSignal("logs"));
