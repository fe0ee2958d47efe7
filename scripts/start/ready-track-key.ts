import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as z from "zod";

import type { ProductApi } from "./product-api.ts";

const KeptKey = z.object({ id: z.string(), key: z.string() });
type KeptKey = z.infer<typeof KeptKey>;

async function readKept(file: string): Promise<KeptKey | null> {
  try {
    return KeptKey.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

/** A `track` key that works: the one kept in the data folder (mode 0600), a new one when it was revoked. */
export async function readyTrackKey(api: ProductApi, dataFolder: string): Promise<string> {
  const file = join(dataFolder, "track-key.json");
  const kept = await readKept(file);
  if (kept !== null && (await api.listKeyIds()).includes(kept.id)) return kept.key;
  const { id, key } = await api.createTrackKey("Ready-made by npm start");
  await writeFile(file, `${JSON.stringify({ id, key })}\n`, { mode: 0o600 });
  return key;
}
