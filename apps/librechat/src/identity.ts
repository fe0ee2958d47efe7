import { createHmac } from "node:crypto";

import type { UserNames } from "./mongoose/find-documents.ts";
import type { UserNaming } from "./settings.ts";

/** The hash of a user's id that nobody can make without the salt; other tenants have other hashes. */
function hashOf(userId: string, tenantId: string | null, salt: string): string {
  return createHmac("sha256", salt)
    .update(JSON.stringify([tenantId, userId]))
    .digest("hex")
    .slice(0, 32);
}

/** How a user is called; whose address or name is not known is called by the id. */
export function nameUser(
  user: { id: string; tenantId: string | null; names: UserNames | undefined },
  naming: UserNaming,
): string {
  const { id, tenantId, names } = user;
  if (naming.by === "id") return id;
  if (naming.by === "hash") return hashOf(id, tenantId, naming.salt);
  return names?.[naming.by] ?? id;
}
