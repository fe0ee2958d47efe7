import type { ProblemField, RawUsage } from "@voygent/contracts";
import { type ExtractedUsage, normalizeUsage, type PriceBook } from "@voygent/cost";
import { AppError } from "@voygent/http";

/** What a raw usage object says, in normal form. */
export type ReadUsage = Extract<ExtractedUsage, { status: "extracted" }>;

const RETRY_AFTER_SECONDS = "5";

function problem(extracted: Exclude<ExtractedUsage, ReadUsage>): ProblemField {
  switch (extracted.status) {
    case "unknown_provider":
      return { path: "raw_usage.provider", message: `is not known; known are ${extracted.known.join(", ")}` };
    case "unknown_flavor":
      return {
        path: "raw_usage.api_flavor",
        message: `is not known for this provider; known are ${extracted.known.join(", ")}`,
      };
    case "no_counts":
      return { path: "raw_usage.usage", message: "holds none of the counts of this API flavour" };
    case "too_large":
      return {
        path: "raw_usage.usage",
        message: `adds up to more than ${extracted.maximum}: ${extracted.units.join(", ")}`,
      };
    default:
      return extracted satisfies never;
  }
}

/**
 * Reads a provider's own usage object by the price book, or says which field is wrong.
 * @throws AppError `service_unavailable` when there is no price book that says how providers count
 */
export function readRawUsage(raw: RawUsage, book: PriceBook | null): ReadUsage | { errors: ProblemField[] } {
  if (book === null) {
    throw new AppError("service_unavailable", "raw_usage cannot be read just now; nothing was stored, send it again", {
      headers: { "retry-after": RETRY_AFTER_SECONDS },
    });
  }
  const extracted = normalizeUsage(book, { provider: raw.provider, apiFlavor: raw.api_flavor, usage: raw.usage });
  return extracted.status === "extracted" ? extracted : { errors: [problem(extracted)] };
}
