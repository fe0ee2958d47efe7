import { glob } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";

/** The product's database in its data folder, for reading only; it may be running meanwhile. */
export async function openDatabase(dataFolder: string): Promise<DatabaseSync> {
  for await (const file of glob(`${dataFolder}/**/miniflare-D1DatabaseObject/*.sqlite`)) {
    const database = new DatabaseSync(file, { readOnly: true });
    const table = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'interactions'").get();
    if (table !== undefined) return database;
    database.close();
  }
  throw new Error(`there is no database in ${dataFolder}`);
}
