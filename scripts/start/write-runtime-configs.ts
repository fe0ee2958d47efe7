import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readConfig } from "../wrangler/read-config.ts";
import { WORKERS } from "../wrangler/workers.ts";
import { StartError } from "./start-error.ts";

/** Settings that may come from the environment of whoever starts the product. */
const PASSED_ON = /^PRICING_SOURCE_[A-Z_]+_URL$/;

/** `VOYGENT_QUEUE`: queue mode for this start; the tracker's configuration decides when it is absent. */
const readQueueMode = (value: string | undefined): "on" | "off" | undefined => {
  if (value === undefined || value === "on" || value === "off") return value;
  throw new StartError("VOYGENT_QUEUE may be `on` or `off`.");
};

/** One line of a dotenv file; within these quotes nothing is replaced. */
function dotenvLine(name: string, value: string): string {
  const quote = ["'", "`", '"'].find((mark) => !value.includes(mark));
  if (quote === undefined) throw new StartError(`${name} may not hold all three of ' \` and ".`);
  return `${name}=${quote}${value}${quote}\n`;
}

/**
 * Writes a configuration per Worker into the data folder, with its secrets beside it in a file of mode 0600, and gives
 * back their paths, the front door's first. The repository's own configurations hold no secret and are left alone.
 */
export async function writeRuntimeConfigs(root: string, folder: string, adminToken: string): Promise<string[]> {
  const passedOn = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name));
  const settings = Object.entries({ ADMIN_TOKEN: adminToken, ENVIRONMENT: "local" }).concat(
    passedOn.map(([name, value]) => [name, value ?? ""]),
  );
  const queueMode = readQueueMode(process.env["VOYGENT_QUEUE"]);
  const lines = settings.map(([name, value]) => dotenvLine(name, value));
  return await Promise.all(
    WORKERS.map(async (worker) => {
      const path = join(folder, worker);
      await mkdir(path, { recursive: true, mode: 0o700 });
      await writeFile(join(path, ".dev.vars"), lines.join(""), { mode: 0o600 });
      await writeFile(join(path, "wrangler.json"), JSON.stringify(await readConfig(root, worker, queueMode), null, 2));
      return join(path, "wrangler.json");
    }),
  );
}
