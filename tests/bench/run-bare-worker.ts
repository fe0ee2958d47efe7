import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { COLLECT_EARLY } from "../../scripts/start/run-runtime.ts";
import { type RunningProcess, runProcess } from "./run-process.ts";

/** Starts the bare Worker on the same runtime as the product, on a fresh database with the same table. */
export async function runBareWorker(root: string, folder: string, port: number): Promise<RunningProcess> {
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const config = ["-c", join(root, "tests/bench/bare-worker/wrangler.toml"), "--persist-to", folder];
  const env = {
    CI: "1",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: "false",
    VSCODE_INSPECTOR_OPTIONS: "{}",
    MINIFLARE_WORKERD_V8_FLAGS: COLLECT_EARLY,
  };
  await promisify(execFile)(process.execPath, [wrangler, "d1", "migrations", "apply", "DB", "--local", ...config], {
    env: { ...process.env, ...env },
  });
  return await runProcess({
    args: [wrangler, "dev", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", ...config],
    folder: root,
    env,
    baseUrl: `http://127.0.0.1:${port}`,
    readyPath: "/",
  });
}
