import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { StartError } from "./start-error.ts";

const USABLE = /^[\x21-\x7e]{8,512}$/;

/**
 * The admin token: `ADMIN_TOKEN` of the environment, else the one kept in the data folder, made there at first with
 * mode 0600. Throws a StartError when the given one cannot be sent in an HTTP header.
 */
export async function readAdminToken(dataFolder: string, given: string | undefined): Promise<string> {
  if (given !== undefined && given !== "") {
    if (USABLE.test(given)) return given;
    throw new StartError("ADMIN_TOKEN takes 8 to 512 printable characters without spaces.");
  }
  const file = join(dataFolder, "admin-token");
  const kept = (await readFile(file, "utf8").catch(() => "")).trim();
  if (USABLE.test(kept)) return kept;
  const token = `vgt_admin_${randomBytes(32).toString("base64url")}`;
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
