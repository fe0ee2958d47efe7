import type { LibreChatUrl, LibreChatUrlList } from "@voygent/contracts";
import { deleteSetting, insertAuditEntryIfChanged, selectSettings, type SettingRow, upsertSetting } from "@voygent/db";
import { auditEntry } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";

/** The kind of the setting that says where the LibreChat of a source is. */
export const LIBRECHAT_URL = "librechat_url";

/** The sources whose LibreChat is known, by name. */
export async function listLibreChatUrls(c: AnalyticsContext): Promise<LibreChatUrlList> {
  const rows = await readRows<SettingRow>(c, selectSettings(c.env.DB, LIBRECHAT_URL));
  return { data: rows.map(({ subject, value }) => ({ source: subject, librechat_url: value })) };
}

/** The address as it is stored: nothing behind its path, and no slash at the end of it. */
function baseOf(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`.replace(/\/+$/, "");
}

/** Says where the LibreChat of a source is, or forgets it (null), and tells the audit log if that changes anything. */
export async function setLibreChatUrl(c: AnalyticsContext, source: string, url: string | null): Promise<LibreChatUrl> {
  const value = url === null ? null : baseOf(url);
  const change =
    value === null
      ? deleteSetting(c.env.DB, LIBRECHAT_URL, source)
      : upsertSetting(c.env.DB, { kind: LIBRECHAT_URL, subject: source, value, updatedAtMs: Date.now() });
  const entry = auditEntry(c.get("caller"), {
    action: value === null ? "source.librechat_url_removed" : "source.librechat_url_set",
    subject: source,
    detail: value === null ? {} : { url: value },
  });
  await c.env.DB.batch([change, insertAuditEntryIfChanged(c.env.DB, entry)]);
  return { source, librechat_url: value };
}
