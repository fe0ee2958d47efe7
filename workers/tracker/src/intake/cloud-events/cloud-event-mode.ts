import { AppError } from "@voygent/http";

import { mediaTypeOf } from "../media-type.ts";

/** How a request carries events: one as JSON, a list of them, either, or one in headers with its data as the body. */
export type CloudEventMode = "structured" | "batch" | "either" | "binary";

const isJson = (mediaType: string) => /[/+]json$/.test(mediaType);

/**
 * How this request carries events. Plain `application/json` without `ce-specversion` is one event or a list of them, as
 * OpenMeter takes it. Data without a media type is taken for JSON, as the specification says.
 * @throws AppError 415 for any other media type
 */
export function cloudEventMode(headers: Headers): CloudEventMode {
  const mediaType = mediaTypeOf(headers);
  if (mediaType === "application/cloudevents+json") return "structured";
  if (mediaType === "application/cloudevents-batch+json") return "batch";
  const isOther = mediaType.startsWith("application/cloudevents");
  if (headers.has("ce-specversion") && !isOther && (mediaType === "" || isJson(mediaType))) return "binary";
  if (mediaType === "application/json") return "either";
  throw new AppError(
    "unsupported_media_type",
    "expected content-type application/cloudevents+json or application/cloudevents-batch+json, or an event in ce- headers " +
      "with JSON as its data",
  );
}
