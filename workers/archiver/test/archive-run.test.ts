import { ArchiveRun, ArchiveStatus } from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { moveOldestRows } from "../src/services/move-oldest-rows.ts";
import { allRows, idsIn, manyInteractions, plant, removeAllRows, rowCounts } from "./planted-rows.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const CUTOFF = "2025-06-01";
const CUTOFF_MS = Date.parse("2025-06-01T00:00:00Z");

async function runArchive(body: unknown = { older_than: CUTOFF }): Promise<ArchiveRun> {
  const response = await postJson("/archive/run", body);
  return ArchiveRun.parse(await response.json());
}

beforeEach(removeAllRows);

describe("POST /archive/run", () => {
  it("moves what happened before the day, to the millisecond", async ({ expect }) => {
    await plant([
      { id: "before", sessionId: "s-before", occurredAtMs: CUTOFF_MS - 1 },
      { id: "at", sessionId: "s-at", occurredAtMs: CUTOFF_MS },
    ]);
    const run = await runArchive();
    expect(run).toMatchObject({
      older_than: CUTOFF,
      moved: { sessions: 1, interactions: 1, cost_estimates: 0 },
      remaining: 0,
      status: "done",
    });
    expect(await idsIn("interactions_archive")).toEqual(["before"]);
    expect(await idsIn("interactions")).toEqual(["at"]);
    expect(await idsIn("sessions_archive")).toEqual(["s-before"]);
    expect(await idsIn("sessions")).toEqual(["s-at"]);
  });

  it("leaves a session whose last interaction is younger, and takes its old interactions", async ({ expect }) => {
    await plant([
      { id: "old", sessionId: "s-long", occurredAtMs: CUTOFF_MS - DAY_MS },
      { id: "young", sessionId: "s-long", occurredAtMs: CUTOFF_MS + DAY_MS },
    ]);
    expect((await runArchive()).moved).toEqual({ sessions: 0, interactions: 1, cost_estimates: 0 });
    expect(await idsIn("sessions")).toEqual(["s-long"]);
    expect((await runArchive({ older_than: "2025-06-03" })).moved).toEqual({
      sessions: 1,
      interactions: 1,
      cost_estimates: 0,
    });
  });

  it("moves the superseded estimates with their interaction", async ({ expect }) => {
    await plant([
      { id: "old", sessionId: "s-1", occurredAtMs: CUTOFF_MS - 1, supersededEstimates: 2 },
      { id: "young", sessionId: "s-2", occurredAtMs: CUTOFF_MS, supersededEstimates: 3 },
    ]);
    expect((await runArchive()).moved.cost_estimates).toBe(2);
    expect(await rowCounts()).toMatchObject({ cost_estimates: 3, cost_estimates_archive: 2 });
  });

  it("changes no value of any row", async ({ expect }) => {
    await plant(manyInteractions("same", 120, CUTOFF_MS - 60_000));
    const before = await allRows();
    await runArchive();
    expect(await rowCounts()).toMatchObject({ interactions: 60, interactions_archive: 60 });
    expect(await allRows()).toEqual(before);
  });

  it("goes on where a killed run stopped, losing and doubling nothing", async ({ expect }) => {
    await plant(manyInteractions("killed", 2500, CUTOFF_MS - 100 * DAY_MS));
    const before = await allRows();
    const step = await moveOldestRows(createDb(env.DB), { runId: "killed-run", olderThanMs: CUTOFF_MS });
    expect(step).toEqual({ interactions: 1000, sessions: 100, isLast: false });
    expect(await allRows()).toEqual(before);

    const run = await runArchive();
    expect(run).toMatchObject({ moved: { sessions: 150, interactions: 1500 }, remaining: 0, status: "done" });
    expect(await rowCounts()).toMatchObject({ interactions: 0, interactions_archive: 2500, sessions_archive: 250 });
    expect(await allRows()).toEqual(before);
  });

  it("moves at most 20,000 interactions in one call and asks for another one", async ({ expect }) => {
    await plant(manyInteractions("many", 20_010, CUTOFF_MS - 100 * DAY_MS));
    expect(await runArchive()).toMatchObject({
      moved: { interactions: 20_000, sessions: 2000 },
      remaining: 10,
      status: "more",
    });
    expect(await runArchive()).toMatchObject({
      moved: { interactions: 10, sessions: 1 },
      remaining: 0,
      status: "done",
    });
  });

  it("moves sessions that never had an interaction", async ({ expect }) => {
    await plant([{ id: "gone", sessionId: "s-empty", occurredAtMs: CUTOFF_MS - 1 }]);
    await env.DB.prepare("DELETE FROM interactions").run();
    expect((await runArchive()).moved).toEqual({ sessions: 1, interactions: 0, cost_estimates: 0 });
  });

  it("uses the age of one year unless told otherwise", async ({ expect }) => {
    const today = new Date().toISOString().slice(0, 10);
    const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`.replace(/-02-29$/, "-02-28");
    const yearAgoMs = Date.parse(`${yearAgo}T00:00:00Z`);
    await plant([
      { id: "old", sessionId: "s-1", occurredAtMs: yearAgoMs - 1 },
      { id: "young", sessionId: "s-2", occurredAtMs: yearAgoMs },
    ]);
    expect(await runArchive({})).toMatchObject({ older_than: yearAgo, moved: { interactions: 1, sessions: 1 } });
  });

  it("only counts on a dry run", async ({ expect }) => {
    await plant([
      { id: "old", sessionId: "s-1", occurredAtMs: CUTOFF_MS - 1, supersededEstimates: 1 },
      { id: "young", sessionId: "s-2", occurredAtMs: CUTOFF_MS },
    ]);
    expect(await runArchive({ older_than: CUTOFF, dry_run: true })).toEqual({
      run_id: null,
      older_than: CUTOFF,
      moved: { sessions: 1, interactions: 1, cost_estimates: 1 },
      remaining: 1,
      status: "more",
    });
    expect(await rowCounts()).toMatchObject({ interactions: 2, sessions: 2, interactions_archive: 0 });
  });

  it.for([
    ["the future", new Date(Date.now() + 5 * DAY_MS).toISOString().slice(0, 10)],
    ["today", new Date().toISOString().slice(0, 10)],
    ["no calendar day", "2025-02-30"],
    ["an instant", "2025-02-01T00:00:00Z"],
  ])("refuses %s as the day", async ([, olderThan], { expect }) => {
    const response = await postJson("/archive/run", { older_than: olderThan });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_input", errors: [{ path: "older_than" }] });
  });

  it("accepts yesterday as the day", async ({ expect }) => {
    const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    expect(await runArchive({ older_than: yesterday })).toMatchObject({ older_than: yesterday, status: "done" });
  });
});

describe("GET /archive/status", () => {
  it("tells what is archived, what is due and how the last run went", async ({ expect }) => {
    await plant([
      { id: "oldest", sessionId: "s-1", occurredAtMs: CUTOFF_MS - 1, supersededEstimates: 1 },
      { id: "due", sessionId: "s-2", occurredAtMs: CUTOFF_MS },
    ]);
    const { run_id: runId } = await runArchive();
    const status = ArchiveStatus.parse(await (await getJson("/archive/status")).json());
    expect(status).toMatchObject({
      archived: { sessions: 1, interactions: 1, cost_estimates: 1 },
      remaining: 1,
      last_run: {
        run_id: runId,
        trigger: "manual",
        status: "done",
        moved: { sessions: 1, interactions: 1, cost_estimates: 1 },
      },
    });
  });

  it("has no last run at first", async ({ expect }) => {
    expect(await (await getJson("/archive/status")).json()).toMatchObject({ last_run: null, remaining: 0 });
  });
});
