import type { UnpricedCounts } from "@voygent/contracts";
import { countUnpricedModels, createDb, selectUnpricedModels } from "@voygent/db";

/** The models with the most interactions without a price, and how many such models there are. */
export async function listUnpriced(database: D1Database, limit: number): Promise<UnpricedCounts> {
  const db = createDb(database);
  const [data, [counted]] = await db.batch([selectUnpricedModels(db, limit), countUnpricedModels(db)]);
  return { data, total: counted?.count ?? 0 };
}
