import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { claimReplyMates } from "@voygent/db";

import { postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { rowsWhere } from "./stored.ts";

/** Stores calls of one message that nothing was left out for yet; their ids. */
async function storedCalls(sessionId: string, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => eventOf({ session_id: sessionId, source: "langfuse" }));
  await postJson("/track/batch", { interactions: events });
  return events.map(({ id }) => id);
}

const claimOf = (id: string, message: string, seenCount = 0) => ({
  id,
  source: "langfuse",
  message,
  archived: false,
  reports: [{ id: `of-${id}`, source: "librechat", input: 1, output: 1 }],
  seenCount,
});

async function claimedIds(claims: ReturnType<typeof claimOf>[]): Promise<string[]> {
  const { results } = await claimReplyMates(env.DB, "interactions", claims).all<{ id: string }>();
  return results.map(({ id }) => id);
}

describe("a claim of the stored calls of a message", () => {
  it("is made of all of them or of none, and has no say in other messages", async ({ expect }) => {
    const [session, one, other] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const [first = "", second = "", third = ""] = await storedCalls(session, 3);
    expect(await claimedIds([claimOf(first, one)])).toEqual([first]);
    expect(await claimedIds([claimOf(first, one), claimOf(second, one), claimOf(third, other)])).toEqual([third]);
    const noted = (await rowsWhere("interactions", "session_id", session)).filter(({ metadata }) =>
      String(metadata).includes("also_reported_as"),
    );
    expect(new Set(noted.map(({ id }) => id))).toEqual(new Set([first, third]));
  });

  it("is not made when one of them is gone", async ({ expect }) => {
    const message = crypto.randomUUID();
    const [id = ""] = await storedCalls(crypto.randomUUID(), 1);
    expect(await claimedIds([claimOf(id, message), claimOf(crypto.randomUUID(), message)])).toEqual([]);
  });
});
