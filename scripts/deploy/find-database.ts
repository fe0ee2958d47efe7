import * as z from "zod";

import { runCommand } from "../start/run-command.ts";
import { StartError } from "../start/start-error.ts";

const Databases = z.array(z.object({ uuid: z.string(), name: z.string() }));

async function listDatabases(wrangler: string, folder: string): Promise<z.infer<typeof Databases>> {
  const output = await runCommand({ program: wrangler, args: ["d1", "list", "--json"], folder });
  return Databases.parse(JSON.parse(output.slice(output.indexOf("["))));
}

/** The id of the account's D1 database of this name, which is created when there is none. */
export async function findDatabase(wrangler: string, folder: string, name: string): Promise<string> {
  const idOf = async () => (await listDatabases(wrangler, folder)).find((database) => database.name === name)?.uuid;
  const known = await idOf();
  if (known !== undefined) return known;
  console.log(`Creating the database ${name}`);
  await runCommand({ program: wrangler, args: ["d1", "create", name], folder });
  const created = await idOf();
  if (created === undefined) throw new StartError(`The database ${name} was created but is not listed.`);
  return created;
}
