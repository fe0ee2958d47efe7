import { env } from "cloudflare:workers";
import { it } from "vitest";

import { adminHeaders, frontDoor, postJson } from "../../../tests/stack/front-door.ts";
import { removeSample } from "../src/services/remove-sample.ts";
import { eventOf } from "./event-of.ts";
import { everythingStored, lifetimesOf, rowsWhere } from "./stored.ts";

const SAMPLE_USERS = 6;
const STOP = "the process ended here";

/** The database of a process that ends before its batch with this number, the first being 0. */
function databaseUntil(batch: number): D1Database {
  let batches = 0;
  return new Proxy(env.DB, {
    get: (database, name) => {
      if (name === "batch" && batches++ === batch) throw new Error(STOP);
      const value: unknown = Reflect.get(database, name);
      return typeof value === "function" ? value.bind(database) : value;
    },
  });
}

/** One real interaction, and samples of users in pairs, one of whom it shares. */
async function plant() {
  const real = eventOf({ user_id: `sharing-${crypto.randomUUID()}` });
  const samples = Array.from({ length: 4 * SAMPLE_USERS }, (_, index) => {
    const id = crypto.randomUUID();
    const user = index % SAMPLE_USERS;
    const user_id = user === 0 ? real["user_id"] : `sample-${user}`;
    return eventOf({ id: `sample_${id}`, session_id: `sample_s${id}`, source: "sample", user_id });
  });
  await postJson("/track/batch", { interactions: [real, ...samples] });
  return real;
}

async function storedOf(real: Record<string, unknown>) {
  const user = String(real["user_id"]);
  return {
    interactions: await rowsWhere("interactions", "id", String(real["id"])),
    sessions: await rowsWhere("sessions", "id", String(real["session_id"])),
    usage: (await rowsWhere("usage_quarter_hours", "user_id", user)).filter(({ source }) => source === "api"),
    users: (await lifetimesOf(user)).filter(({ source }) => source === "api"),
  };
}

async function removeTheRest(): Promise<void> {
  for (;;) {
    const response = await frontDoor("/track/sample", { method: "DELETE", headers: adminHeaders });
    const { status }: { status: string } = await response.json();
    if (status === "done") return;
  }
}

// Two users per step, and two batches per step: the last users go with batch 4.
it.for([1, 2, 3, 4])(
  "a removal that stops before batch %d is continued and takes nothing else",
  async (batch, { expect }) => {
    const real = await plant();
    const before = await storedOf(real);
    expect(Object.values(before).map((rows) => rows.length)).toEqual([1, 1, 1, 1]);
    await expect(removeSample(databaseUntil(batch))).rejects.toThrow(STOP);
    expect((await everythingStored()).includes("sample"), "something is left").toBe(true);
    await removeTheRest();
    expect((await everythingStored()).includes("sample"), "something is left").toBe(false);
    expect(await storedOf(real)).toEqual(before);
  },
);
