import type { PriceSourceResult } from "../../../api/pricing-schema.ts";
import { formatQuantity } from "../../../format/counts.ts";

/** What reading a list brought, in words: `3 models added, 12 changed`. */
export function resultText({ status, added, changed, quarantined, vanished = 0, reason }: PriceSourceResult) {
  if (status === "failed" || status === "rejected") return capitalized(reason ?? "the list could not be taken over");
  const besides = reason === undefined ? "" : `; ${reason}`;
  if (status === "unchanged") return `Nothing has changed${besides}`;
  const parts = [
    added > 0 && `${formatQuantity(added, "model")} added`,
    changed > 0 && `${formatQuantity(changed, "model")} changed`,
    quarantined > 0 && `${quarantined} held back`,
    vanished > 0 && `${vanished} gone`,
  ].filter((part) => part !== false);
  return `${parts.length === 0 ? "No price has changed" : parts.join(", ")}${besides}`;
}

const capitalized = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
