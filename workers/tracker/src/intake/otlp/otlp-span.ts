/** The value of an attribute: 64-bit integers as the nearest number, other lists than those of texts are left out. */
export type AttributeValue = string | number | boolean | readonly string[];

/** Attributes by name; only names that some vocabulary knows are ever read out of a body. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/** A span as far as usage is concerned, in the one form that JSON and protobuf are decoded to. */
export type OtlpSpan = {
  /** The ids in hex as they came, in any case; whether they are valid is not checked here. */
  traceId: string;
  spanId: string;
  /** The id of the span around it, in hex; empty when it is the outermost one. */
  parentSpanId: string;
  /** Nanoseconds since 1970; null when the sender did not say. */
  startNano: bigint | null;
  endNano: bigint | null;
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  attributes: Attributes;
  /** The attributes of the resource that sent it. */
  resource: Attributes;
};

/** A span, or the field for which it cannot be one. */
export type DecodedSpan = OtlpSpan | { malformed: string };
