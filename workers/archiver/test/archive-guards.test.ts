import { createDb, finishArchiveRun, startArchiveRun } from "@voygent/db";
import { sha256Hex } from "@voygent/http";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { idsIn, manyInteractions, plant, removeAllRows, rowCounts } from "./planted-rows.ts";

const MINUTE_MS = 60_000;
const CUTOFF = "2025-06-01";
const CUTOFF_MS = Date.parse("2025-06-01T00:00:00Z");

const plantRun = (id: string, startedAtMs: number) =>
  startArchiveRun(createDb(env.DB), {
    id,
    trigger: "manual",
    olderThanMs: CUTOFF_MS,
    startedAtMs,
    takeOverBeforeMs: startedAtMs,
  });

async function statusOfRun(id: string) {
  return await env.DB.prepare("SELECT status FROM archive_runs WHERE id = ?1").bind(id).first<string>("status");
}

async function createKey(scope: string): Promise<string> {
  const key = crypto.randomUUID();
  await env.DB.prepare("INSERT INTO api_keys VALUES (?1, 'test', ?2, ?3, ?1, 'none', 0, NULL, NULL)")
    .bind(crypto.randomUUID(), JSON.stringify([scope]), await sha256Hex(key))
    .run();
  return key;
}

beforeEach(removeAllRows);

describe("one run at a time", () => {
  it("refuses a run while another one is going", async ({ expect }) => {
    await plant([{ id: "old", sessionId: "s-1", occurredAtMs: CUTOFF_MS - 1 }]);
    await plantRun("going", Date.now() - 9 * MINUTE_MS);
    const response = await postJson("/archive/run", { older_than: CUTOFF });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "run_in_progress" });
    expect(await idsIn("interactions")).toEqual(["old"]);
  });

  it("takes over from a run that was killed more than ten minutes ago", async ({ expect }) => {
    await plant([{ id: "old", sessionId: "s-1", occurredAtMs: CUTOFF_MS - 1 }]);
    await plantRun("dead", Date.now() - 11 * MINUTE_MS);
    expect((await postJson("/archive/run", { older_than: CUTOFF })).status).toBe(200);
    expect(await statusOfRun("dead")).toBe("failed");
    expect(await idsIn("interactions_archive")).toEqual(["old"]);
  });

  it("starts again after a run has ended", async ({ expect }) => {
    await plantRun("ended", Date.now() - MINUTE_MS);
    await finishArchiveRun(createDb(env.DB), { id: "ended", finishedAtMs: Date.now(), status: "more" });
    expect((await postJson("/archive/run", { older_than: CUTOFF })).status).toBe(200);
  });

  it("moves everything once when many ask at the same instant", async ({ expect }) => {
    await plant(manyInteractions("rush", 1500, CUTOFF_MS - 100_000_000));
    const requests = Array.from({ length: 8 }, () => postJson("/archive/run", { older_than: CUTOFF }));
    const statuses = (await Promise.all(requests)).map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(await rowCounts()).toMatchObject({ interactions: 0, interactions_archive: 1500, sessions_archive: 150 });
    const counted = await env.DB.prepare("SELECT sum(moved_interactions) AS n FROM archive_runs").first<number>("n");
    expect(counted).toBe(1500);
  });
});

describe("who may archive", () => {
  it("needs a key", async ({ expect }) => {
    expect((await postJson("/archive/run", {}, {})).status).toBe(401);
    expect((await getJson("/archive/status", {})).status).toBe(401);
  });

  it("lets a reader see the state and run nothing", async ({ expect }) => {
    const headers = keyHeaders(await createKey("read"));
    expect((await getJson("/archive/status", headers)).status).toBe(200);
    expect((await postJson("/archive/run", {}, headers)).status).toBe(403);
  });

  it("shows nothing to a key that only tracks", async ({ expect }) => {
    expect((await getJson("/archive/status", keyHeaders(await createKey("track")))).status).toBe(403);
  });
});

describe("the daily job", () => {
  const twoYearsAgoMs = Date.now() - 730 * 24 * 60 * MINUTE_MS;

  it("archives what is older than a year, once a day", async ({ expect }) => {
    await plant([{ id: "first", sessionId: "s-1", occurredAtMs: twoYearsAgoMs }]);
    await env.ARCHIVER.runScheduled("0 * * * *");
    await plant([{ id: "second", sessionId: "s-2", occurredAtMs: twoYearsAgoMs }]);
    await env.ARCHIVER.runScheduled("0 * * * *");
    expect(await idsIn("interactions_archive")).toEqual(["first"]);
    expect(await idsIn("interactions")).toEqual(["second"]);
  });

  it("goes on at the next call when its budget ran out", async ({ expect }) => {
    await plant(manyInteractions("budget", 20_500, twoYearsAgoMs));
    await env.ARCHIVER.runScheduled("0 * * * *");
    expect(await rowCounts()).toMatchObject({ interactions: 500 });
    await env.ARCHIVER.runScheduled("0 * * * *");
    expect(await rowCounts()).toMatchObject({ interactions: 0, sessions: 0 });
  });

  it("leaves a run alone that somebody else has started", async ({ expect }) => {
    await plant([{ id: "old", sessionId: "s-1", occurredAtMs: twoYearsAgoMs }]);
    await plantRun("going", Date.now() - MINUTE_MS);
    await env.ARCHIVER.runScheduled("0 * * * *");
    expect(await idsIn("interactions")).toEqual(["old"]);
    expect(await statusOfRun("going")).toBe("running");
  });
});
