import { ANSWER_TIMEOUT_MS } from "./client-options.ts";
import type { UsagePlugin } from "./usage-plugin.ts";

/** The same mark as that of the tracking client's listeners: none of them keeps the process from its end. */
const OF_CLIENT = Symbol.for("voygent.signal-listener");

/** Sends what was told while the process ends, by a function that takes the milliseconds that are left. */
export type Ending = { send: (flush: (timeoutMillis: number) => Promise<unknown>) => void };

/**
 * Has a plugin tell what it holds when the process is asked to end, and what is saved after that without its usual wait; at the
 * very end all that is left, for a spool to keep.
 */
export function tellWhileEnding(plugin: () => UsagePlugin | undefined): Ending {
  let endsAtMs: number | null = null;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const onSignal = () => {
      endsAtMs ??= Date.now() + ANSWER_TIMEOUT_MS;
      // A host that has no listener of its own saves nothing any more.
      const isHosted = process.listeners(signal).some((listener) => Reflect.get(listener, OF_CLIENT) !== true);
      if (isHosted) plugin()?.hurry();
      else plugin()?.drain();
    };
    process.once(signal, Object.assign(onSignal, { [OF_CLIENT]: true }));
  }
  process.once("exit", () => plugin()?.drain());
  return {
    send: (flush) => {
      const leftMs = endsAtMs === null ? 0 : endsAtMs - Date.now();
      if (leftMs > 0) void flush(leftMs);
    },
  };
}
