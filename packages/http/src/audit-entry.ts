import type { AuditAction } from "@voygent/contracts";
import type { AuditEntry } from "@voygent/db";

import type { Caller } from "./app-env.ts";

/** Who acts, as the audit log and the stored runs name them: the id of a key, or `admin-token`. */
export const actorOf = (caller: Caller) => caller.id ?? "admin-token";

type Told = { action: AuditAction; subject: string; detail: Record<string, unknown> };

/** An entry of the audit log that says what the caller does now. `detail` must not hold secrets. */
export const auditEntry = (caller: Caller, { action, subject, detail }: Told): AuditEntry => ({
  id: crypto.randomUUID(),
  occurredAtMs: Date.now(),
  actor: actorOf(caller),
  action,
  subject,
  detail: JSON.stringify(detail),
});
