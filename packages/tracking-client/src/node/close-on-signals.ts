import type { TrackingClient } from "../client/tracking-client.ts";

/**
 * Closes the client on these signals. When nobody else listens to the signal, the process then ends by it, as it would
 * have without a client; otherwise the host ends it.
 */
export function closeOnSignals(client: TrackingClient, signals: NodeJS.Signals[]): void {
  for (const signal of signals) {
    const onSignal = async () => {
      await client.close();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.once(signal, () => void onSignal());
  }
}
