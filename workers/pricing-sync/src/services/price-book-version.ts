import type { Db } from "@voygent/db";
import { selectPriceBookVersion } from "@voygent/db";

/** The version of the price book in force, null when none was ever published. */
export async function priceBookVersion(db: Db): Promise<number | null> {
  const [row] = await selectPriceBookVersion(db);
  return row?.version ?? null;
}
