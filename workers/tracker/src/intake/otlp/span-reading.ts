import type { ProblemField } from "@voygent/contracts";

import type { EventWarning } from "../usage-event.ts";
import type { Attributes, OtlpSpan } from "./otlp-span.ts";

/** A span while it is read: what makes it unacceptable, and what is odd about it, are collected on the way. */
export type SpanReading = {
  span: OtlpSpan;
  attributes: Attributes;
  problems: ProblemField[];
  warnings: EventWarning[];
};
