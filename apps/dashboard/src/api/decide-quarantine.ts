import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** Takes a held price change over, or leaves it; a change is decided once. */
export const decideQuarantine = (id: string, decision: "approve" | "reject") =>
  unwrap(
    decision === "approve"
      ? pricingClient.POST("/pricing/quarantine/{id}/approve", { params: { path: { id } } })
      : pricingClient.POST("/pricing/quarantine/{id}/reject", { params: { path: { id } } }),
  );
