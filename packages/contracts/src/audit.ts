import * as z from "zod";

import { Labels } from "./primitives.ts";
import { PageLimit } from "./usage-query.ts";

/** Everything that the audit log tells of; a closed set. */
export const AuditAction = z
  .enum([
    "api_key.created",
    "api_key.revoked",
    "price.override_set",
    "price.override_ended",
    "price.discount_set",
    "price.discount_ended",
    "price.resource_rates_set",
    "price.service_set",
    "price.service_ended",
    "price.alias_set",
    "price.alias_ended",
    "price.quarantine_approved",
    "price.quarantine_rejected",
    "price.synced",
    "cost.repriced",
    "cost.paused",
    "cost.resumed",
    "cost.stopped",
    "cost.undone",
    "dead_letter.replayed",
    "dead_letter.discarded",
    "source.librechat_url_set",
    "source.librechat_url_removed",
  ])
  .meta({ id: "AuditAction" });
export type AuditAction = z.infer<typeof AuditAction>;

export const AuditQuery = z.strictObject({
  action: AuditAction.optional(),
  limit: PageLimit,
  cursor: z.string().max(2048).optional().meta({ description: "`next_cursor` of the page before" }),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Who did what to what, and when. `actor` is the id of a key, or `admin-token`. */
export const AuditLogEntry = z
  .object({
    id: z.string(),
    occurred_at: z.string(),
    actor: z.string(),
    action: AuditAction,
    subject: z.string(),
    detail: Labels,
  })
  .meta({ id: "AuditLogEntry" });
export type AuditLogEntry = z.infer<typeof AuditLogEntry>;

export const AuditLog = z
  .object({ data: z.array(AuditLogEntry), next_cursor: z.string().nullable() })
  .meta({ id: "AuditLog" });
export type AuditLog = z.infer<typeof AuditLog>;
