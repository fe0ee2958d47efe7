import type { WarningDays, WarningList } from "@voygent/contracts";
import { addWarnings, countWarnings, selectWarningDays, selectWarnings, type WarningCount } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";

import { adminHeaders, getJson, postJson } from "../../../tests/stack/front-door.ts";
import { plantUsage } from "./plant-usage.ts";

const DAY_MS = 86_400_000;
const at = (instant: string) => Date.parse(instant);

/** A warning as it is counted: its source makes it this file's own. */
const counted = (seenAt: string, fields: Partial<WarningCount> = {}): WarningCount => ({
  kind: "unpriced_model",
  subject: "acme/house-model",
  source: "days",
  count: 1,
  seenAtMs: at(seenAt),
  exampleId: null,
  ...fields,
});

async function listWarnings(query: string): Promise<WarningList> {
  const response = await getJson(`/api/warnings?${query}`);
  if (response.status !== 200) throw new Error(await response.text());
  return await response.json();
}

async function warningDays(query: string): Promise<WarningDays> {
  const response = await getJson(`/api/warnings/daily?${query}`);
  if (response.status !== 200) throw new Error(await response.text());
  return await response.json();
}

/** The sums of a source by plain SQL. */
async function storedCounts(source: string) {
  const rows = await env.DB.prepare(
    "SELECT kind, subject, SUM(warning_count) AS count FROM warnings WHERE source = ?1 GROUP BY kind, subject ORDER BY kind, subject",
  )
    .bind(source)
    .all<{ kind: string; subject: string; count: number }>();
  return rows.results;
}

/** How many items were refused because of their type. */
const refusedTypes = (data: WarningList["data"]) => data.find(({ subject }) => subject === "type")?.count ?? 0;

const SUBJECTS = 23;

beforeAll(async () => {
  await addWarnings(env.DB, [
    counted("2026-03-01T23:30:00Z", { exampleId: "early" }),
    counted("2026-03-02T10:00:00Z", { count: 4, exampleId: "late" }),
    counted("2026-03-02T12:00:00Z"),
    counted("2026-03-04T00:00:00Z", { kind: "clamped_tokens", subject: "gpt-5" }),
  ]).run();
  await addWarnings(
    env.DB,
    Array.from({ length: SUBJECTS }, (_, index) =>
      // Four things at each instant, so that pages end between things that were seen at once.
      counted(new Date(at("2026-04-01T00:00:00Z") + Math.floor(index / 4) * DAY_MS).toISOString(), {
        source: "pages",
        subject: `m${String(index).padStart(2, "0")}`,
      }),
    ),
  ).run();
});

describe("the list of warnings", () => {
  it("sums the days of a thing and keeps its latest example", async ({ expect }) => {
    const { data, page } = await listWarnings("source=days");
    expect([data, page]).toMatchObject([
      [
        { kind: "clamped_tokens", subject: "gpt-5", count: 1, last_seen_at: "2026-03-04T00:00:00.000Z" },
        {
          kind: "unpriced_model",
          subject: "acme/house-model",
          source: "days",
          count: 6,
          first_seen_at: "2026-03-01T23:30:00.000Z",
          last_seen_at: "2026-03-02T12:00:00.000Z",
          example_id: "late",
          example_is_stored: false,
        },
      ],
      { total: 2, next_cursor: null },
    ]);
  });

  it("has each thing once on all its pages, as the table has them", async ({ expect }) => {
    const seen: WarningList["data"] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const list: WarningList = await listWarnings(`source=pages&limit=5${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(list.page.total).toBe(SUBJECTS);
      seen.push(...list.data);
      cursor = list.page.next_cursor;
    }
    const listed = seen.map(({ kind, subject, count }) => ({ kind, subject, count }));
    expect(listed.toSorted((left, right) => (left.subject < right.subject ? -1 : 1))).toEqual(
      await storedCounts("pages"),
    );
    const times = seen.map(({ last_seen_at }) => last_seen_at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("skips rows by an offset", async ({ expect }) => {
    const all = await listWarnings("source=pages");
    const { data } = await listWarnings("source=pages&offset=20");
    expect(data).toEqual(all.data.slice(20));
  });

  it("is filtered by kind, and by any of several", async ({ expect }) => {
    expect((await listWarnings("source=days&kind=clamped_tokens")).data.map(({ kind }) => kind)).toEqual([
      "clamped_tokens",
    ]);
    expect((await listWarnings("source=days&kind=clamped_tokens&kind=unpriced_model")).page.total).toBe(2);
  });

  it("counts of a day in another zone what was seen on it, by whole days of UTC", async ({ expect }) => {
    // 1 March 23:30 UTC is 2 March in Berlin, and so are the five of 2 March.
    const berlin = await listWarnings("source=days&start_date=2026-03-02&end_date=2026-03-02&tz=Europe/Berlin");
    const utc = await listWarnings("source=days&start_date=2026-03-02&end_date=2026-03-02");
    // 1 March 08:00 to 2 March 08:00 UTC: the day of 2 March was seen later only.
    const angeles = await listWarnings("source=days&start_date=2026-03-01&end_date=2026-03-01&tz=America/Los_Angeles");
    expect([berlin, utc, angeles].map(({ data }) => data.map(({ count }) => count))).toEqual([[6], [5], [1]]);
  });

  it("tells whether the example is stored", async ({ expect }) => {
    const [id, source] = [crypto.randomUUID(), crypto.randomUUID()];
    const timestamp = "2026-03-02T09:00:00Z";
    await plantUsage([
      { id, source, session_id: id, user_id: id, timestamp, provider: "acme", model: id, tokens: { input: 1 } },
    ]);
    expect((await listWarnings(`source=${source}`)).data).toMatchObject([
      { kind: "unpriced_model", count: 1, example_id: id, example_is_stored: true },
    ]);
    const found = await getJson(`/api/interaction?id=${id}`);
    expect([found.status, await found.json()]).toMatchObject([200, { id, session_id: id, source, archived: false }]);
  });

  it("counts what was refused, too", async ({ expect }) => {
    const before = (await listWarnings("source=api&kind=rejected_item")).data;
    await postJson("/track/batch", { interactions: [{ session_id: "s", user_id: "u", type: "poem" }] });
    const after = (await listWarnings("source=api&kind=rejected_item")).data;
    expect(refusedTypes(after) - refusedTypes(before)).toBe(1);
  });
});

describe("the days of warnings", () => {
  it("are every day of UTC that the range touches, with the counts of each kind", async ({ expect }) => {
    const days = await warningDays("source=days&start_date=2026-03-01&end_date=2026-03-04");
    expect(days).toMatchObject({
      tz: "UTC",
      dates: ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"],
      data: [
        { kind: "unpriced_model", count: 6, counts: [1, 5, 0, 0] },
        { kind: "clamped_tokens", count: 1, counts: [0, 0, 0, 1] },
      ],
    });
  });

  it("agree with the list in any zone", async ({ expect }) => {
    const query = "source=pages&start_date=2026-04-02&end_date=2026-04-04&tz=Asia/Tokyo";
    const [{ data: days, dates }, { data }] = [await warningDays(query), await listWarnings(query)];
    expect(dates).toEqual(["2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04"]);
    expect(days.map(({ count }) => count)).toEqual([data.reduce((sum, { count }) => sum + count, 0)]);
  });

  it("need the scope read", async ({ expect }) => {
    const { key }: { key: string } = await (
      await postJson("/api/keys", { name: "track only", scopes: ["track"] })
    ).json();
    for (const path of ["/api/warnings", "/api/warnings/daily", "/api/sources", "/api/interaction?id=x"]) {
      const statuses = [{}, { authorization: `Bearer ${key}` }].map(
        async (headers) => (await getJson(path, headers)).status,
      );
      expect([path, await Promise.all(statuses)]).toEqual([path, [401, 403]]);
    }
  });
});

describe("an interaction by its id", () => {
  it("that is not there is not found", async ({ expect }) => {
    expect((await getJson("/api/interaction?id=nobody", adminHeaders)).status).toBe(404);
  });
});

describe("a statement for warnings", () => {
  const range = { startMs: at("2026-03-02T00:00:00Z"), endMs: at("2026-03-03T00:00:00Z") };
  const filter = { range, source: ["days"] };
  /** A database that tells the plan of what is prepared on it instead of running it. */
  const explaining: D1Database = Object.assign(Object.create(env.DB), {
    prepare: (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`),
  });
  const make: [string, (database: D1Database) => D1PreparedStatement][] = [
    ["list", (db) => selectWarnings(db, { filter, after: null, limit: 21, offset: 0 })],
    ["count", (db) => countWarnings(db, filter)],
    ["days", (db) => selectWarningDays(db, filter)],
  ];

  it.for(make)("reads the days of the range only: %s", async ([, statement], { expect }) => {
    const plan = (await statement(explaining).all<{ detail: string }>()).results.map(({ detail }) => detail);
    expect(plan.filter((detail) => / warnings/.test(detail))).toEqual([
      "SEARCH warnings USING PRIMARY KEY (utc_day>? AND utc_day<?)",
    ]);
    expect(plan.filter((detail) => /SCAN (interactions|warnings)/.test(detail))).toEqual([]);
  });

  it("writes one row per kind, subject, source and day", async ({ expect }) => {
    const source = crypto.randomUUID();
    const seen = (instant: string) => addWarnings(env.DB, [counted(instant, { source })]).run();
    const written = [await seen("2026-05-01T10:00:00Z"), await seen("2026-05-01T11:00:00Z")];
    expect(written.map(({ meta }) => meta.rows_written)).toEqual([1, 1]);
  });
});
