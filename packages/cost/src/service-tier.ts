/** The service tiers that have rates of their own, in the order of their numbers in the price book. */
export const SERVICE_TIERS = ["standard", "batch", "flex", "priority"] as const;

export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** What providers call their tiers, in lower case. */
const TIERS_BY_NAME = new Map<string, ServiceTier>([
  ["", "standard"],
  ["standard", "standard"],
  ["default", "standard"],
  ["auto", "standard"],
  ["on_demand", "standard"],
  ["batch", "batch"],
  ["batches", "batch"],
  ["flex", "flex"],
  ["on_demand_flex", "flex"],
  ["priority", "priority"],
  ["on_demand_priority", "priority"],
]);

/** The service tier of a provider's own name for it; null when the name is not known. */
export function readServiceTier(name: string): ServiceTier | null {
  return TIERS_BY_NAME.get(name) ?? TIERS_BY_NAME.get(name.trim().toLowerCase()) ?? null;
}
