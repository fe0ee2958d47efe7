import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { adminHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { app } from "../src/app.ts";
import { eventOf } from "./event-of.ts";
import { faultyDatabase, overloaded } from "./faulty-database.ts";
import { rowsWhere } from "./stored.ts";
import { trackerEnv } from "./tracker-env.ts";

const refusals = async () => await rowsWhere("warnings", "kind", "rejected_item");

const malformed = (body: string) => ({
  method: "POST",
  headers: { ...adminHeaders, "content-type": "application/json" },
  body,
});

beforeEach(async () => {
  await env.DB.exec("DELETE FROM warnings");
});

describe("a refused interaction", () => {
  it.for<[wrong: string, field: string, event: Record<string, unknown>]>([
    ["a wrong count", "tokens", { tokens: { input: -1 } }],
    [
      "raw usage that cannot be read",
      "raw_usage",
      { tokens: null, raw_usage: { provider: "x", api_flavor: "y", usage: {} } },
    ],
  ])("with %s is counted under its field, and not stored", async ([, subject, fields], { expect }) => {
    const event = eventOf(fields);
    expect((await postJson("/track/interaction", event)).status).toBe(400);
    expect(await refusals()).toMatchObject([{ subject, source: "api", warning_count: 1 }]);
    expect(await rowsWhere("interactions", "id", event.id)).toEqual([]);
  });

  it("that is no JSON is counted as an item", async ({ expect }) => {
    const answer = await app.request("/track/interaction", malformed("{"), trackerEnv);
    expect(answer.status).toBe(400);
    expect(await refusals()).toMatchObject([{ subject: "item", source: "api", warning_count: 1 }]);
  });

  it("without a key is not counted", async ({ expect }) => {
    const answer = await postJson("/track/interaction", {}, { authorization: "Bearer vk_none" });
    expect(answer.status).toBe(401);
    expect(await refusals()).toEqual([]);
  });

  it("is answered as such although the warning is not written", async ({ expect }) => {
    const database = faultyDatabase((trip, answer) =>
      trip.includes("INTO warnings") ? Promise.reject(overloaded()) : answer(),
    );
    const body = JSON.stringify(eventOf({ tokens: { input: -1 } }));
    const answer = await app.request("/track/interaction", malformed(body), { ...trackerEnv, DB: database });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "invalid_input" }]);
    expect(await refusals()).toEqual([]);
  });
});
