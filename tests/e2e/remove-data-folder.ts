import { rm } from "node:fs/promises";

/** Runs after all browser tests: removes the data folder that the product ran on. */
export default async function removeDataFolder(): Promise<void> {
  const folder = process.env["E2E_DATA_FOLDER"];
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
