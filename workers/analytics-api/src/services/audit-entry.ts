import type { AuditEntry } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";

type Told = { action: "api_key.created" | "api_key.revoked"; subject: string; detail: Record<string, unknown> };

/** An entry of the audit log that says what the caller does now. `detail` must not hold secrets. */
export const auditEntry = (c: AnalyticsContext, { action, subject, detail }: Told): AuditEntry => ({
  id: crypto.randomUUID(),
  occurredAtMs: Date.now(),
  actor: c.get("caller").id ?? "admin-token",
  action,
  subject,
  detail: JSON.stringify(detail),
});
