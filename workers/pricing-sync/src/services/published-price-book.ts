import { type Db, selectPriceBookFormat } from "@voygent/db";

/** The version and the format of the price book in force, null when none was ever published. */
export async function publishedPriceBook(db: Db): Promise<{ version: number; format: number } | null> {
  const [row] = await selectPriceBookFormat(db);
  return row ?? null;
}
