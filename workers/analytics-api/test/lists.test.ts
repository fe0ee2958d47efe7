import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { mixedUsage, plantUsage } from "./plant-usage.ts";

type List<Row> = { data: Row[]; page: { next_cursor: string | null; total: number } };
type Session = { id: string; archived: boolean; cost: { total: string }; interaction_count: number };
type Interaction = { id: string; timestamp: string; archived: boolean };

const list = async <Row>(path: string): Promise<List<Row>> => (await getJson(path)).json();

/** Follows the cursors to the end. */
async function allPages<Row>(path: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? "" : `&cursor=${cursor}`;
    const { data, page }: List<Row> = await list<Row>(`${path}&limit=${limit}${after}`);
    rows.push(...data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}

const sourcesOf = async (path: string, limit: number) =>
  (await allPages<{ source: string }>(path, limit)).map(({ source }) => source);

const idsBySql = async (sql: string) => (await env.DB.prepare(sql).all<{ id: string }>()).results.map(({ id }) => id);

/** Names of models that look alike in the JSON text of a session's models. */
const ODD_MODELS = ["plain", 'x,"plain', 'plain":1,"x', "x\\", 'x\\","plain', "{plain", "PLAIN", "100% 🦊 ü"];

beforeAll(async () => {
  await plantUsage(
    ODD_MODELS.flatMap((model, index) =>
      ["other", model].map((each, part) => ({
        id: `odd-${index}-${part}`,
        session_id: `odd-${index}`,
        user_id: "odd",
        timestamp: "2026-05-20T12:00:00Z",
        model: each,
      })),
    ),
  );
  await plantUsage(mixedUsage("list", "2026-05-01T01:00:00Z", 180));
  // Several at the same instant, so that the order needs the id.
  await plantUsage(
    Array.from({ length: 20 }, (_, index) => ({
      id: `tie-${index}`,
      session_id: `tie-s${index}`,
      user_id: "tie 🦊/\"'%",
      timestamp: "2026-05-10T12:00:00Z",
      model: "gpt-5",
    })),
  );
});

const TOTAL = "ai_tokens_cost_nano_usd + db_ops_cost_nano_usd + api_calls_cost_nano_usd + compute_time_cost_nano_usd";

/** The order of a list of sessions in SQL, for the order in a query. */
function orderOf(order: string): string {
  if (order === "") return "last_activity_at_ms DESC, id DESC";
  return order === "&sort=-cost" ? `${TOTAL} DESC, id DESC` : "interaction_count, id";
}

describe("a list", () => {
  it.for([
    ["/api/interactions?", "SELECT id FROM interactions ORDER BY occurred_at_ms DESC, id DESC"],
    ["/api/interactions?sort=timestamp", "SELECT id FROM interactions ORDER BY occurred_at_ms, id"],
    [
      "/api/interactions?model=gpt-5&status=ok",
      "SELECT id FROM interactions WHERE model = 'gpt-5' AND status = 'ok' ORDER BY occurred_at_ms DESC, id DESC",
    ],
    [
      "/api/interactions?user_id=list-ada&user_id=list-bob&sort=timestamp&start_date=2026-05-02T03:07:00Z&end_date=2026-05-04T01:40:00Z",
      `SELECT id FROM interactions WHERE user_id IN ('list-ada', 'list-bob')
         AND occurred_at_ms >= unixepoch('2026-05-02T03:07:00Z') * 1000
         AND occurred_at_ms < unixepoch('2026-05-04T01:40:00Z') * 1000 ORDER BY occurred_at_ms, id`,
    ],
    [
      "/api/interactions?session_id=list-s2&type=chat",
      "SELECT id FROM interactions WHERE session_id = 'list-s2' AND type = 'chat' ORDER BY occurred_at_ms DESC, id DESC",
    ],
    ["/api/sessions?", "SELECT id FROM sessions ORDER BY last_activity_at_ms DESC, id DESC"],
    ["/api/sessions?sort=started_at", "SELECT id FROM sessions ORDER BY started_at_ms, id"],
    [
      "/api/sessions?sort=-cost",
      `SELECT id FROM sessions ORDER BY ai_tokens_cost_nano_usd + db_ops_cost_nano_usd + api_calls_cost_nano_usd
         + compute_time_cost_nano_usd DESC, id DESC`,
    ],
    [
      "/api/sessions?start_date=2026-05-02&end_date=2026-05-02",
      `SELECT id FROM sessions WHERE last_activity_at_ms >= unixepoch('2026-05-02') * 1000
         AND started_at_ms < unixepoch('2026-05-03') * 1000 ORDER BY last_activity_at_ms DESC, id DESC`,
    ],
    [
      "/api/sessions?model=gpt-5-mini&status=error&sort=last_activity_at",
      `SELECT id FROM sessions WHERE EXISTS (SELECT 1 FROM interactions AS i
         WHERE i.session_id = sessions.id AND i.model = 'gpt-5-mini' AND i.status = 'error') ORDER BY last_activity_at_ms, id`,
    ],
    ...["", "&sort=-cost", "&sort=interaction_count"].map(
      (order) =>
        [
          `/api/sessions?model=gpt-5-mini&model=house-model&start_date=2026-05-02T02:10:00Z&end_date=2026-05-03T20:20:00Z${order}`,
          `SELECT id FROM sessions WHERE EXISTS (SELECT 1 FROM interactions AS i
             WHERE i.session_id = sessions.id AND i.model IN ('gpt-5-mini', 'house-model')
               AND i.occurred_at_ms >= unixepoch('2026-05-02T02:10:00Z') * 1000
               AND i.occurred_at_ms < unixepoch('2026-05-03T20:20:00Z') * 1000)
           ORDER BY ${orderOf(order)}`,
        ] as const,
    ),
    ["/api/sessions?session_id=list-s2&model=gpt-5-mini&sort=-cost", "SELECT id FROM sessions WHERE id = 'list-s2'"],
    [
      "/api/sessions?user_id=list-cyd&environment=staging",
      `SELECT id FROM sessions WHERE user_id = 'list-cyd' AND EXISTS (SELECT 1 FROM interactions AS i
         WHERE i.session_id = sessions.id AND i.environment = 'staging') ORDER BY last_activity_at_ms DESC, id DESC`,
    ],
  ] as const)("%s has every row once, whatever the page size", async ([path, sql], { expect }) => {
    const expected = await idsBySql(sql);
    expect(expected.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 90 }), async (limit) => {
        const rows = await allPages<{ id: string }>(path, limit);
        expect(rows.map(({ id }) => id)).toEqual(expected);
      }),
      { numRuns: 3, examples: [[20]] },
    );
    const { page } = await list(path);
    expect(page.total).toBe(expected.length);
  });

  it.for(ODD_MODELS)("of the sessions with the model %s has none with a similar name", async (model, { expect }) => {
    const rows = await allPages(`/api/sessions?model=${encodeURIComponent(model)}&sort=started_at`, 2);
    expect(rows).toMatchObject([{ id: `odd-${ODD_MODELS.indexOf(model)}` }]);
  });

  it("skips rows by offset", async ({ expect }) => {
    const { data } = await list<{ id: string }>("/api/interactions?limit=5&offset=7");
    const expected = await idsBySql(
      "SELECT id FROM interactions ORDER BY occurred_at_ms DESC, id DESC LIMIT 5 OFFSET 7",
    );
    expect(data.map(({ id }) => id)).toEqual(expected);
  });
});

describe("interactions with one id from several sources", () => {
  it("each stand in the list once, whatever the page size", async ({ expect }) => {
    const sources = ["a", "b", "c", "d"];
    await plantUsage(
      sources.map((source) => ({
        id: "same",
        session_id: "same-s",
        user_id: "same-u",
        timestamp: "2026-05-11T12:00:00Z",
        source,
      })),
    );
    for (const limit of [1, 2, 3]) {
      expect(await sourcesOf("/api/interactions?session_id=same-s&sort=timestamp", limit)).toEqual(sources);
      expect(await sourcesOf("/api/interactions?user_id=same-u", limit)).toEqual(sources.toReversed());
    }
  });
});

describe("archived rows", () => {
  it("appear as if they had not moved", async ({ expect }) => {
    await plantUsage(mixedUsage("old", "2026-04-01T01:00:00Z", 60));
    const paths = [
      "/api/interactions?start_date=2026-04-01&end_date=2026-04-05&limit=100",
      "/api/interactions?model=gpt-5&end_date=2026-04-20",
      "/api/sessions?user_id=old-ada&user_id=old-bob",
      "/api/sessions?start_date=2026-04-01&end_date=2026-04-02&sort=-cost",
      "/api/sessions/old-s1",
      "/api/sessions/old-s1/interactions",
      "/api/stats/daily?start_date=2026-03-31&end_date=2026-04-05",
      "/api/stats/breakdown?start_date=2026-03-31&end_date=2026-04-05",
      "/api/stats/users?start_date=2026-04-01&end_date=2026-04-05",
    ];
    const answers = async () =>
      await Promise.all(
        paths.map(async (path) => (await (await getJson(path)).text()).replaceAll(/"archived":(true|false)/g, "")),
      );
    const before = await answers();
    await env.DB.batch([
      env.DB.prepare(
        "INSERT INTO interactions_archive SELECT * FROM interactions WHERE id LIKE 'old-%' AND id < 'old-4'",
      ),
      env.DB.prepare("DELETE FROM interactions WHERE id LIKE 'old-%' AND id < 'old-4'"),
      env.DB.prepare("INSERT INTO sessions_archive SELECT * FROM sessions WHERE id IN ('old-s0', 'old-s1', 'old-s2')"),
      env.DB.prepare("DELETE FROM sessions WHERE id IN ('old-s0', 'old-s1', 'old-s2')"),
    ]);
    expect(await answers()).toEqual(before);
  });
});

describe("a session", () => {
  it("has its cost by model and its interactions, oldest first", async ({ expect }) => {
    const response = await getJson("/api/sessions/list-s3");
    const session: Session & {
      by_model: { interaction_count: number; model: string }[];
      interactions: List<Interaction>;
    } = await response.json();
    const rows = await idsBySql("SELECT id FROM interactions WHERE session_id = 'list-s3' ORDER BY occurred_at_ms, id");
    expect(session.interactions.data.map(({ id }) => id)).toEqual(rows);
    const byModel = await env.DB.prepare(
      "SELECT model, COUNT(*) AS interaction_count FROM interactions WHERE session_id = 'list-s3' GROUP BY model ORDER BY model",
    ).all();
    const models = session.by_model.map(({ model, interaction_count }) => ({ model, interaction_count }));
    expect(models.toSorted((a, b) => (a.model < b.model ? -1 : 1))).toEqual(byModel.results);
  });

  it("that is not known is not found", async ({ expect }) => {
    const answers = await Promise.all(
      ["/api/sessions/nobody", "/api/sessions/nobody/interactions"].map(async (path) => (await getJson(path)).status),
    );
    expect(answers).toEqual([404, 404]);
  });
});

describe("a user", () => {
  it("may be called (none), which stands for nothing only where a value can be missing", async ({ expect }) => {
    await plantUsage([{ id: "none-1", session_id: "none", user_id: "(none)", timestamp: "2026-05-21T12:00:00Z" }]);
    const found = await list<Interaction>("/api/interactions?user_id=(none)");
    expect(found.data.map(({ id }) => id)).toEqual(["none-1"]);
  });

  it("is found by an id with a slash, quotes and an emoji", async ({ expect }) => {
    const id = "tie 🦊/\"'%";
    const response = await getJson(
      `/api/stats/users/${encodeURIComponent(id)}?start_date=2026-05-10&end_date=2026-05-10`,
    );
    expect(await response.json()).toMatchObject({
      user_id: id,
      first_seen_at: "2026-05-10T12:00:00.000Z",
      lifetime: { session_count: 20, interaction_count: 20 },
      range: { session_count: 20, interaction_count: 20 },
      by_model: [{ model: "gpt-5", interaction_count: 20 }],
    });
  });

  it("that is not known is not found", async ({ expect }) => {
    expect((await getJson("/api/stats/users/nobody")).status).toBe(404);
  });

  it.for(["cost", "-cost", "interaction_count", "-session_count", "-last_seen_at", "user_id", "-user_id"])(
    "is listed once on pages by %s, with what SQL sums",
    async (sort, { expect }) => {
      const query = `/api/stats/users?start_date=2026-05-02&end_date=2026-05-12&sort=${sort}`;
      type Row = { user_id: string; range: { interaction_count: number; session_count: number } };
      const rows = await allPages<Row>(query, 2);
      const sums = await env.DB.prepare(
        `SELECT user_id, COUNT(*) AS interaction_count, COUNT(DISTINCT session_id) AS session_count FROM interactions
         WHERE occurred_at_ms >= unixepoch('2026-05-02') * 1000 AND occurred_at_ms < unixepoch('2026-05-13') * 1000
         GROUP BY user_id ORDER BY user_id`,
      ).all();
      const found = rows.map(({ user_id, range }) => ({
        user_id,
        interaction_count: range.interaction_count,
        session_count: range.session_count,
      }));
      expect(found.toSorted((a, b) => (a.user_id < b.user_id ? -1 : 1))).toEqual(sums.results);
      expect((await list<Row>(query)).page.total).toBe(found.length);
    },
  );
});
