import { listProcesses } from "./list-processes.ts";

const INTERVAL_MS = 500;

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Calls `onGone` once when the process that listens on this port is gone. Wrangler brings a crashed runtime back by
 * itself, but the front one of its two then accepts requests and answers none. Ends with `ended`.
 */
export async function watchFrontProcess(port: number, ended: Promise<void>, onGone: () => void): Promise<void> {
  const [front] = await listProcesses(`--socket-addr=entry=127.0.0.1:${port} `);
  if (front === undefined) return;
  const timer = setInterval(() => {
    if (isThere(front.pid)) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  void ended.finally(() => clearInterval(timer));
}
