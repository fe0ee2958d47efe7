import type { GatewayBindings } from "../gateway-env.ts";

export type Owner = "TRACKER" | "ANALYTICS_API" | "PRICING_SYNC" | "ARCHIVER";

/** Longest prefix first: `/api/public` is where Langfuse clients write, the rest of `/api` is for reading. */
const OWNERS: [prefix: string, owner: Owner & keyof GatewayBindings][] = [
  ["/api/public", "TRACKER"],
  ["/track", "TRACKER"],
  ["/v1", "TRACKER"],
  ["/import", "TRACKER"],
  ["/api", "ANALYTICS_API"],
  ["/pricing", "PRICING_SYNC"],
  ["/archive", "ARCHIVER"],
];

/** The Worker that owns a path; null when it belongs to the dashboard. */
export function ownerOf(path: string): Owner | null {
  const entry = OWNERS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  return entry?.[1] ?? null;
}
