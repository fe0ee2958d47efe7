import type { OverrideRequest } from "@voygent/contracts";
import type { BookRate } from "@voygent/cost";
import { AppError } from "@voygent/http";

const invalid = (path: string, message: string) =>
  new AppError("invalid_input", "some fields are not valid", { fields: [{ path, message }] });

/**
 * Refuses own rates by which the calls of the model would have no price at all: a call with input or output that the rate
 * does not name is unpriced. `listed` is what the price lists charge for the model now; null when they do not know it.
 * @throws AppError `invalid_input` that names the price that is missing
 */
export function checkOwnPrices({ prices = {}, free = false }: OverrideRequest, listed: BookRate | null): void {
  const isNamed = (unit: "input" | "output") => prices[unit] !== undefined;
  if (free || (isNamed("input") && isNamed("output"))) return;
  const takesBoth = listed?.prices["input"] !== undefined && listed.prices["output"] !== undefined;
  const missing = isNamed("input") ? "output" : "input";
  if (takesBoth || isNamed("output")) {
    throw invalid(
      `prices.${missing}`,
      `is missing, and every call with ${missing} would have no price; "0" if it is free`,
    );
  }
}
