import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { idsIn, removeAllRows, rowCounts } from "./planted-rows.ts";

const OLD = "2024-03-04T09:15:04.120Z";

const eventOf = (id: string, sessionId: string, timestamp = OLD) => ({
  id,
  session_id: sessionId,
  user_id: `user-of-${sessionId}`,
  type: "chat",
  timestamp,
  provider: "anthropic",
  model: "claude-sonnet-4-5-20250929",
  tokens: { input: 1000, output: 100 },
});

async function send(event: unknown): Promise<string> {
  const body: { status?: string; code?: string } = await (await postJson("/track/interaction", event)).json();
  return body.status === "recorded" || body.status === "duplicate" ? body.status : (body.code ?? "");
}

const archive = async () => {
  await postJson("/archive/run", { older_than: "2025-01-01" });
};

beforeEach(removeAllRows);

describe("tracking after the archive", () => {
  it("knows an archived interaction again", async ({ expect }) => {
    expect(await send(eventOf("i-known", "s-known"))).toBe("recorded");
    await archive();
    expect(await idsIn("interactions_archive")).toEqual(["i-known"]);
    expect(await send(eventOf("i-known", "s-known"))).toBe("duplicate");
    expect(await send({ ...eventOf("i-known", "s-known"), tokens: { input: 1 } })).toBe("idempotency_conflict");
    expect(await rowCounts()).toMatchObject({
      interactions: 0,
      interactions_archive: 1,
      sessions: 0,
      sessions_archive: 1,
    });
  });

  it("brings a session back when it is used again, with all of its counts", async ({ expect }) => {
    await send(eventOf("i-first", "s-back"));
    await archive();
    await send(eventOf("i-again", "s-back", "2026-03-04T09:15:04.120Z"));
    expect(await rowCounts()).toMatchObject({
      sessions: 1,
      sessions_archive: 0,
      interactions: 1,
      interactions_archive: 1,
    });
    const session = await env.DB.prepare("SELECT interaction_count AS n FROM sessions WHERE id = 's-back'").first();
    expect(session).toEqual({ n: 2 });
  });
});

describe("reading after the archive", () => {
  it.for([
    "/api/sessions?user_id=user-of-s-read",
    "/api/sessions/s-read/interactions",
    "/api/interactions?user_id=user-of-s-read",
    "/api/stats/daily?start_date=2024-03-01&end_date=2024-03-07&tz=Europe/Berlin&user_id=user-of-s-read",
    "/api/stats/breakdown?start_date=2024-03-01&end_date=2024-03-07&user_id=user-of-s-read",
    "/api/stats/users?start_date=2024-03-01&end_date=2024-03-07",
    "/api/stats/users/user-of-s-read?start_date=2024-03-01&end_date=2024-03-07",
  ])("answers %s as before", async (path, { expect }) => {
    for (let index = 0; index < 12; index += 1) await send(eventOf(`i-read-${index}`, "s-read"));
    await send(eventOf("i-read-later", "s-read", "2024-12-31T23:59:59.999Z"));
    const before = await (await getJson(path)).text();
    await archive();
    expect(await rowCounts()).toMatchObject({ interactions: 0, interactions_archive: 13 });
    expect((await (await getJson(path)).text()).replaceAll('"archived":true', '"archived":false')).toBe(before);
  });
});
