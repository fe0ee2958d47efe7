import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import { pick } from "./odd-values.ts";

const MEDIA_TYPES = [
  "application/json",
  "application/x-ndjson",
  "application/x-protobuf",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
  "application/cloudevents+avro",
  "application/json; charset=utf-16",
  "text/plain",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
  "json",
  ";",
  "x".repeat(4000),
] as const;

const VALUES = ["", "%", "%FF", "1.0", '"', "\u00e9\u00ff", "a".repeat(300), "x, y", "-1", "%F0%9F%98%80"] as const;

const NAMES = [
  "idempotency-key",
  "x-request-id",
  "ce-specversion",
  "ce-id",
  "ce-time",
  "ce-subject",
  "accept",
  "origin",
];

/** The headers with one thing wrong in them: another media type or encoding, no key, odd values. */
export function mutateHeaders(random: Random, headers: Record<string, string>): Record<string, string> {
  const changed = { ...headers };
  switch (wholeBetween(random, 0, 6)) {
    case 0:
    case 1:
      changed["content-type"] = pick(random, MEDIA_TYPES);
      break;
    case 2:
      delete changed[pick(random, ["content-type", ...Object.keys(headers)])];
      break;
    case 3:
      changed["content-encoding"] = pick(random, ["gzip", "GZIP", "br", "deflate", "gzip, gzip", "identity", "x"]);
      break;
    case 4:
      changed["authorization"] = pick(random, ["Bearer", "Bearer \u00e9", "Basic !!!", "Basic Og==", "Bearer x y", ""]);
      break;
    default:
      changed[pick(random, ["accept", ...NAMES, ...Object.keys(headers)])] = pick(random, VALUES);
  }
  return changed;
}
