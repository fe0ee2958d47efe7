import type { AuditLogEntry } from "../../api/schema.ts";

const TEXTS: Record<AuditLogEntry["action"], string> = {
  "api_key.created": "API key made",
  "api_key.revoked": "API key revoked",
  "price.override_set": "Own rate set",
  "price.override_ended": "Own rate ended",
  "price.discount_set": "Discount set",
  "price.discount_ended": "Discount ended",
  "price.resource_rates_set": "Resource rates set",
  "price.service_set": "Service price set",
  "price.service_ended": "Service price ended",
  "price.alias_set": "Alias set",
  "price.alias_ended": "Alias ended",
  "price.quarantine_approved": "Held price approved",
  "price.quarantine_rejected": "Held price rejected",
  "price.synced": "Price lists synced",
  "cost.repriced": "Costs computed anew",
  "cost.paused": "Re-pricing paused",
  "cost.resumed": "Re-pricing resumed",
  "cost.stopped": "Re-pricing stopped",
  "cost.undone": "Re-pricing undone",
  "dead_letter.replayed": "Queued event stored",
  "dead_letter.discarded": "Queued event discarded",
  "source.librechat_url_set": "LibreChat address set",
  "source.librechat_url_removed": "LibreChat address removed",
};

/** What an entry of the audit log tells of, in words. */
export const auditActionText = (action: AuditLogEntry["action"]): string => TEXTS[action];
