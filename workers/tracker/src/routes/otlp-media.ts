import { Problem } from "@voygent/contracts";
import * as z from "zod";

const OtlpProblem = Problem.extend({ message: z.string() }).meta({
  id: "OtlpProblem",
  description: "RFC 9457 problem details with the `message` that OpenTelemetry exporters read",
});

const ExportAnswer = z
  .object({
    partialSuccess: z
      .object({ rejectedSpans: z.string().regex(/^\d+$/).optional(), errorMessage: z.string() })
      .optional()
      .meta({
        description: "Absent when all spans were accepted; spans of other things than model calls are accepted",
      }),
  })
  .meta({ id: "OtlpExportAnswer" });

const binary = (description: string) => ({
  "application/x-protobuf": { schema: { type: "string" as const, format: "binary", description } },
});

// Not a zod schema: the body is read field by field as it is decoded, and never validated as a whole.
const request = {
  type: "object" as const,
  description: "ExportTraceServiceRequest in the JSON encoding of OTLP",
  properties: { resourceSpans: { type: "array" as const, items: { type: "object" as const } } },
};

/** The bodies of a trace export. */
export const traceExport = {
  "application/json": { schema: request },
  ...binary("ExportTraceServiceRequest"),
};

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: OtlpProblem }, ...binary("google.rpc.Status") },
});

/** The answers of the signals that are not taken. */
export const unservedAnswers = { 404: problem("Not taken, with the reason") };

/** The answers of a trace export. */
export const exportAnswers = {
  200: {
    description: "Stored; `partialSuccess` says which spans never can be",
    content: { "application/json": { schema: ExportAnswer }, ...binary("ExportTraceServiceResponse") },
  },
  400: problem("Not an export of traces"),
  401: problem("No valid key"),
  403: problem("The key lacks the scope"),
  413: problem("The body is too large"),
  415: problem("The media type is not supported"),
  503: problem("The database does not answer; see Retry-After, then send all of it again"),
};
