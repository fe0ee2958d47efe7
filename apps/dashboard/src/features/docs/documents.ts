/** The OpenAPI documents, each served by the Worker that it describes. */
export const DOCUMENTS = [
  { name: "tracking", title: "Tracking", url: "/track/openapi.json" },
  { name: "analytics", title: "Analytics", url: "/api/openapi.json" },
  { name: "pricing", title: "Pricing", url: "/pricing/openapi.json" },
  { name: "archive", title: "Archive", url: "/archive/openapi.json" },
] as const;
