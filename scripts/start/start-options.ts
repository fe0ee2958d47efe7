import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { StartError } from "./start-error.ts";

export type StartOptions = { port: number; dataFolder: string; isDemo: boolean; silenceMs: number; isHelp: boolean };

/** What `npm start -- --help` prints. */
export const HELP = `Starts the whole product on this machine.

  npm start -- [--port N] [--data DIR] [--demo] [--silence S]

  --port N     where it listens on 127.0.0.1 (default 8787)
  --data DIR   where it keeps its data (default .voygent)
  --demo       loads a sample year once; the dashboard can remove it again
  --silence S  starts Workers again that have answered nothing for S seconds (default 60)

  ADMIN_TOKEN  environment variable: the admin token, instead of a random one kept in the data folder`;

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new StartError(`--port takes a number from 1 to 65535, and not \`${text}\`.`);
}

function parseSilence(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 86_400) return seconds * 1000;
  throw new StartError(`--silence takes a number of seconds from 1 to 86400, and not \`${text}\`.`);
}

/** Reads the flags; throws a StartError for one that is unknown or wrong. Paths are relative to `folder`. */
export function parseStartOptions(args: string[], folder: string): StartOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "8787" },
        data: { type: "string", default: ".voygent" },
        demo: { type: "boolean", default: false },
        silence: { type: "string", default: "60" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return {
      port: parsePort(values.port),
      dataFolder: resolve(folder, values.data),
      isDemo: values.demo,
      silenceMs: parseSilence(values.silence),
      isHelp: values.help,
    };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new StartError(`${reason}; see \`npm start -- --help\`.`);
  }
}
