import { createInterface } from "node:readline/promises";

import { StartError } from "../start/start-error.ts";

const USABLE = /^[\x21-\x7e]{16,512}$/;

/**
 * The admin token to deploy: `ADMIN_TOKEN` of the environment, else asked for in the terminal. Null keeps the one that
 * the Workers have.
 */
export async function askAdminToken(given: string | undefined): Promise<string | null> {
  let token = given ?? "";
  if (token === "" && process.stdin.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    token = (await terminal.question("Admin token (empty keeps the deployed one): ")).trim();
    terminal.close();
  }
  if (token === "") return null;
  if (USABLE.test(token)) return token;
  throw new StartError("The admin token takes 16 to 512 printable characters without spaces.");
}
