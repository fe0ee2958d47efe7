import { StartError } from "../start/start-error.ts";
import type { WorkerConfig } from "../wrangler/read-config.ts";

/**
 * Creates the queues that a configuration names and the account does not have; answers all their names, none without
 * queue mode. @throws StartError when the account has no queues
 */
export async function createQueues(
  wrangler: (args: string[]) => Promise<string>,
  { queues }: WorkerConfig,
): Promise<string[]> {
  const names = [...new Set([...(queues?.producers ?? []), ...(queues?.consumers ?? [])].map(({ queue }) => queue))];
  for (const name of names) {
    const isThere = await wrangler(["queues", "info", name]).then(
      () => true,
      (error: unknown) => {
        if (error instanceof StartError) return false;
        throw error;
      },
    );
    if (!isThere) await wrangler(["queues", "create", name]);
  }
  return names;
}
