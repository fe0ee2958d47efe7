import { fieldOf } from "./documents/read-value.ts";
import { Log } from "./log.ts";

/** Calls `next` once, in the course of a request. */
export type WithRequest = (request: unknown, next: () => void) => void;

/** What the files of this package share in a process: each is a bundle of its own, and may come in two formats. */
export type ProcessWide = {
  /** Writes to the host's log, one line a minute at most. */
  say: (line: string) => void;
  /** Of the plugin that is installed; null while none is. */
  withRequest: WithRequest | null;
};

const KEY = Symbol.for("voygent.librechat");

function isProcessWide(value: unknown): value is ProcessWide {
  const withRequest = fieldOf(value, "withRequest");
  return typeof fieldOf(value, "say") === "function" && (withRequest === null || typeof withRequest === "function");
}

/** Gives what is there once in this process, whichever file asks first. */
export function processWide(): ProcessWide {
  const found: unknown = Reflect.get(globalThis, KEY);
  if (isProcessWide(found)) return found;
  // oxlint-disable-next-line no-console -- the host's log
  const log = new Log((line) => console.warn(line));
  const made: ProcessWide = { say: (line) => log.say(line), withRequest: null };
  Reflect.defineProperty(globalThis, KEY, { value: made });
  return made;
}
