import { join } from "node:path";

import { type RunningProcess, runProcess } from "./run-process.ts";

/** The running product, with the admin token and the file that its log lines go to. */
export type RunningProduct = RunningProcess & { adminToken: string; logFile: string };

/** Starts the product as `npm start` does, with a fresh data folder. */
export async function runProduct(root: string, folder: string, port: number): Promise<RunningProduct> {
  const adminToken = "bench-admin-token";
  const running = await runProcess({
    args: [join(root, "scripts/start.ts"), "--port", String(port), "--data", folder],
    folder: root,
    env: { ADMIN_TOKEN: adminToken },
    baseUrl: `http://127.0.0.1:${port}`,
    readyPath: "/health",
  });
  return { ...running, adminToken, logFile: join(folder, "logs/runtime.log") };
}
