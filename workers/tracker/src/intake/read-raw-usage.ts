import type { ProblemField, RawUsage } from "@voygent/contracts";
import { type ExtractedUsage, normalizeUsage, type PriceBook } from "@voygent/cost";
import { AppError } from "@voygent/http";

/** What a raw usage object says, in normal form; or that it says no count, of whatever API. */
export type ReadUsage = Extract<ExtractedUsage, { status: "extracted" | "no_counts" }>;

const RETRY_AFTER_SECONDS = "5";

type Unreadable = Exclude<ExtractedUsage, { status: "extracted" }>;

function problem(extracted: Unreadable): ProblemField {
  switch (extracted.status) {
    case "unknown_provider":
      return { path: "raw_usage.provider", message: `is not known; known are ${extracted.known.join(", ")}` };
    case "unknown_flavor":
      return {
        path: "raw_usage.api_flavor",
        message: `is not known for this provider; known are ${extracted.known.join(", ")}`,
      };
    case "no_counts":
      return {
        path: "raw_usage.usage",
        message: `holds none of the counts of this API flavour, but those of ${extracted.fittingFlavors.join(", ")}`,
      };
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
 * Reads a provider's own usage object by the price book, or says which field is wrong. Usage without counts is none; that of
 * another flavour is wrong, since its counts would be lost.
 * @throws AppError `service_unavailable` when there is no price book that says how providers count
 */
export function readRawUsage(raw: RawUsage, book: PriceBook | null): ReadUsage | { errors: ProblemField[] } {
  if (book === null) {
    throw new AppError("service_unavailable", "raw_usage cannot be read just now; nothing was stored, send it again", {
      headers: { "retry-after": RETRY_AFTER_SECONDS },
    });
  }
  const extracted = normalizeUsage(book, { provider: raw.provider, apiFlavor: raw.api_flavor, usage: raw.usage });
  if (extracted.status === "extracted") return extracted;
  if (extracted.status === "no_counts" && extracted.fittingFlavors.length === 0) return extracted;
  return { errors: [problem(extracted)] };
}
