import { create, toBinary } from "@bufbuild/protobuf";
import type { Problem } from "@voygent/contracts";

import { decodeJson } from "./decode-json.ts";
import { decodeProtobuf } from "./decode-protobuf.ts";
import type { DecodedSpan } from "./otlp-span.ts";
import type { PartialSuccess } from "./partial-success.ts";
import { ExportTraceServiceResponseSchema, RpcStatusSchema } from "./trace_pb.ts";

/** How OTLP is written in one media type: what is read of an export, and how it is answered. */
export type OtlpFormat = {
  mediaType: string;
  /** @throws AppError when the body is not an export */
  decode: (bytes: Uint8Array) => Iterable<DecodedSpan>;
  /** The body of a 200. */
  encodeAnswer: (partial: PartialSuccess | null) => string | Uint8Array<ArrayBuffer>;
  /** The body of an error and its media type. */
  encodeProblem: (problem: Problem) => { mediaType: string; body: string | Uint8Array<ArrayBuffer> };
};

/** Codes of google.rpc by HTTP status; 2 is "unknown". */
const RPC_CODES = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [405, 12],
  [413, 8],
  [415, 3],
  [429, 8],
  [500, 13],
  [503, 14],
]);

/** `rejectedSpans` is a 64-bit integer, which JSON carries as a text. */
const jsonAnswer = ({ rejectedSpans, errorMessage }: PartialSuccess) => ({
  partialSuccess: { ...(rejectedSpans > 0 && { rejectedSpans: String(rejectedSpans) }), errorMessage },
});

const JSON_FORMAT: OtlpFormat = {
  mediaType: "application/json",
  decode: decodeJson,
  encodeAnswer: (partial) => JSON.stringify(partial === null ? {} : jsonAnswer(partial)),
  encodeProblem: (problem) => ({
    mediaType: "application/problem+json",
    body: JSON.stringify({ ...problem, message: problem.detail }),
  }),
};

const PROTOBUF_FORMAT: OtlpFormat = {
  mediaType: "application/x-protobuf",
  decode: decodeProtobuf,
  encodeAnswer: (partial) => {
    if (partial === null) return new Uint8Array();
    const partialSuccess = { rejectedSpans: BigInt(partial.rejectedSpans), errorMessage: partial.errorMessage };
    return toBinary(ExportTraceServiceResponseSchema, create(ExportTraceServiceResponseSchema, { partialSuccess }));
  },
  encodeProblem: ({ status, detail }) => ({
    mediaType: "application/x-protobuf",
    body: toBinary(RpcStatusSchema, create(RpcStatusSchema, { code: RPC_CODES.get(status) ?? 2, message: detail })),
  }),
};

/** The formats by media type. */
export const OTLP_FORMATS: ReadonlyMap<string, OtlpFormat> = new Map(
  [JSON_FORMAT, PROTOBUF_FORMAT].map((format) => [format.mediaType, format]),
);
