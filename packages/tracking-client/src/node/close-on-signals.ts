import type { TrackingClient } from "../client/tracking-client.ts";

/** Marks the listeners of clients, from whatever bundles: any other is of the host, which then ends the process itself. */
const OF_CLIENT = Symbol.for("voygent.signal-listener");

/**
 * Sends what is queued on these signals. When nobody else listens to the signal, the client is closed and the process then ends by it, as it
 * would have without a client; otherwise the host ends it, and the client goes on taking and sending what is tracked until
 * then. A second signal is not waited for. Of several clients of a process, from whatever bundles, the last one to be done lets it end.
 */
export function closeOnSignals(client: TrackingClient, signals: NodeJS.Signals[]): void {
  for (const signal of signals) {
    let isEnding = false;
    const isOfHost = (listener: object) => Reflect.get(listener, OF_CLIENT) !== true;
    const leave = (isHosted: boolean) => {
      // It listens until it is done, so that another client sees that this one is not.
      if (!process.listeners(signal).includes(onSignal)) return;
      process.removeListener(signal, onSignal);
      if (!isHosted && process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    const onSignal = Object.assign(
      () => {
        if (isEnding) {
          leave(false);
          return;
        }
        isEnding = true;
        const isHosted = process.listeners(signal).some(isOfHost);
        void (isHosted ? client.flush() : client.close()).then(() => leave(isHosted));
      },
      { [OF_CLIENT]: true },
    );
    process.on(signal, onSignal);
  }
}
