import { join } from "node:path";

import { describe, it } from "vitest";

import { StartError } from "../start/start-error.ts";
import { readConfig } from "../wrangler/read-config.ts";
import { createQueues } from "./create-queues.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What Wrangler is called with, when the account has these queues. */
async function callsWith(existing: string[], mode: "on" | "off"): Promise<string[]> {
  const calls: string[] = [];
  const wrangler = async (args: string[]) => {
    calls.push(args.join(" "));
    const [, verb, name = ""] = args;
    if (verb === "info" && !existing.includes(name)) throw new StartError("there is no such queue");
    return "";
  };
  await createQueues(wrangler, await readConfig(ROOT, "tracker", mode));
  return calls;
}

describe("the queues of a deployment", () => {
  it("are not asked for without queue mode", async ({ expect }) => {
    expect(await callsWith([], "off")).toEqual([]);
  });

  it("are created where they are missing", async ({ expect }) => {
    expect(await callsWith(["voygent-usage-events"], "on")).toEqual([
      "queues info voygent-usage-events",
      "queues info voygent-usage-dead-letters",
      "queues create voygent-usage-dead-letters",
    ]);
  });
});
