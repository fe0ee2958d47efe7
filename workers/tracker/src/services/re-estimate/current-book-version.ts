import { createDb, selectPriceBookVersion } from "@voygent/db";

import type { TrackerBindings } from "../../tracker-bindings.ts";

async function readVersion(database: D1Database): Promise<number | null> {
  const [row] = await selectPriceBookVersion(createDb(database));
  return row?.version ?? null;
}

/** The version of the price book in force; has one published when there is none. */
export async function currentBookVersion(env: TrackerBindings): Promise<number> {
  const version = await readVersion(env.DB);
  if (version !== null) return version;
  await env.PRICING_SYNC.ensurePriceBook();
  return (await readVersion(env.DB)) ?? 0;
}
