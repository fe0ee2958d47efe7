import { selectSetting, type SessionRow, type SettingRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { LIBRECHAT_URL } from "./librechat-urls.ts";
import { readRows } from "./read-rows.ts";

/** Where a session can be read in the LibreChat of its source; null where that is not known. */
export async function findConversationUrl(c: AnalyticsContext, { id, source }: SessionRow): Promise<string | null> {
  const [setting] = await readRows<SettingRow>(c, selectSetting(c.env.DB, LIBRECHAT_URL, source));
  return setting === undefined ? null : `${setting.value}/c/${encodeURIComponent(id)}`;
}
