import {
  createDb,
  selectBusiestUsers,
  selectFirstActivity,
  selectSources,
  selectSystemStats,
  selectUserLifetime,
  selectUsers,
} from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { it } from "vitest";

import { ROWS, SESSIONS } from "../../../tests/stack/totals-comparisons.ts";
import { moveOldestRows } from "../../archiver/src/services/move-oldest-rows.ts";
import { foldUsers } from "../src/jobs/fold-users.ts";
import { budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { continueRuns } from "../src/services/re-estimate/continue-runs.ts";
import { startSession } from "../src/services/sessions/start-session.ts";
import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { startRun } from "./stepping.ts";
import { removeEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

const START_MS = Date.parse("2024-03-04T00:00:00Z");
const instant = (minute: number) => START_MS + minute * 60_000;

const USERS = [0, 1, 2];
const minute = fc.integer({ min: 0, max: 120 });
const count = fc.integer({ min: 0, max: 999 });
const names = {
  user: fc.constantFrom(...USERS),
  session: fc.integer({ min: 0, max: 5 }),
  source: fc.constantFrom("api", "librechat"),
  minute,
};

const event = fc.record({
  ...names,
  model: fc.constantFrom("a", "b", 'c"\\', null),
  status: fc.constantFrom("ok", "error"),
  tokens: fc.record({ input: count, output: count, cache_read: count, cache_write: count, reasoning: count }),
  api_calls: fc.integer({ min: 0, max: 2 }),
});
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

/** One thing that happens; a repeat sends the latest events once more with the new ones. */
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant("events"),
      events: fc.array(event, { minLength: 1, maxLength: 5 }),
      isRepeat: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("fold"), at: minute }) },
  { weight: 1, arbitrary: fc.record({ ...names, what: fc.constant("start") }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("late pricing"), price: count }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("re-pricing"), price: count }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("archive"), before: minute }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("upgrade") }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

/** Sessions that were announced and opened: the only thing seen of a user that no interaction tells. */
type World = {
  starts: [userId: string, source: string, atMs: number][];
  latest: Record<string, unknown>[];
  sent: number;
};

function sentOf(world: World, { user, session, minute: at, ...fields }: Event): Record<string, unknown> {
  world.sent += 1;
  const ids = { id: `i-${world.sent}`, session_id: `s-${session}`, user_id: `u-${user}`, provider: "acme" };
  return eventOf({ ...fields, ...ids, timestamp: new Date(instant(at)).toISOString() });
}

async function happen(world: World, happened: Happening): Promise<void> {
  switch (happened.what) {
    case "events": {
      const events = happened.events.map((one) => sentOf(world, one));
      await recordWith(null, happened.isRepeat ? [...events, ...world.latest] : events);
      world.latest = events;
      return;
    }
    case "fold":
      await foldUsers(env.DB, { nowMs: instant(happened.at) });
      return;
    case "start": {
      const atMs = instant(happened.minute);
      const [user_id, source] = [`u-${happened.user}`, happened.source];
      const start = { session_id: `s-${happened.session}`, user_id, source, started_at: new Date(atMs).toISOString() };
      const { isNew } = await startSession(env.DB, start, Date.now());
      if (isNew) world.starts.push([user_id, source, atMs]);
      return;
    }
    case "late pricing":
      await publishPrices({ a: { input: happened.price, output: 1 } });
      await continueRuns(trackerEnv, budgetOf(10_000));
      return;
    case "re-pricing":
      await publishPrices({ a: { input: happened.price, output: 1 }, b: { input: 1, output: happened.price } });
      await startRun();
      await continueRuns(trackerEnv, budgetOf(10_000));
      return;
    case "archive":
      await moveOldestRows(createDb(env.DB), { runId: "archiving", olderThanMs: instant(happened.before), limit: 5 });
      return;
    case "upgrade":
      // As rows are from before totals said how far they go: they hold everything, and the rollup knows less.
      await foldUsers(env.DB, { nowMs: instant(1_000) });
      await env.DB.batch(
        [
          "UPDATE users SET summed_to_quarter_hour = 9007199254740991",
          "UPDATE usage_quarter_hours SET last_seen_at_ms = 0, opened_session_count = 0",
        ].map((sql) => env.DB.prepare(sql)),
      );
      return;
  }
}

const TOKENS = ["input", "output", "cache_read", "cache_write", "reasoning"];
const COSTS = ["ai_tokens", "db_ops", "api_calls", "compute_time"].map((name) => `${name}_cost_nano_usd`);

/** The sums over interactions, `kept`, under the names that the statements give them. */
const SUMS = [
  ["interaction_count", "count(kept.id)"],
  ["error_count", "coalesce(sum(status = 'error'), 0)"],
  ["unpriced_count", "coalesce(sum(cost_status IN ('unpriced', 'usage_unknown')), 0)"],
  ...TOKENS.map((name) => [`${name}_tokens`, `coalesce(sum(coalesce(usage ->> '$.tokens.${name}', 0)), 0)`]),
  ...COSTS.map((name) => [name, `CAST(coalesce(sum(coalesce(${name}, 0)), 0) AS TEXT)`]),
]
  .map(([name, sql]) => `${sql} AS ${name}`)
  .join(", ");

/** Whenever somebody was seen; `?1` are the starts. */
const SEEN = `(SELECT user_id AS id, source, occurred_at_ms AS at_ms FROM ${ROWS}
  UNION ALL SELECT value->>0, value->>1, value->>2 FROM json_each(?1))`;
const SPAN = "min(at_ms) AS first_seen_at_ms, max(at_ms) AS last_seen_at_ms";

/** By plain SQL over the interactions and sessions, live and archived ones. */
const ORACLE = {
  system: `SELECT ${SUMS}, (SELECT count(*) FROM ${SESSIONS}) AS session_count,
    (SELECT count(DISTINCT id) FROM ${SEEN}) AS user_count, (SELECT min(at_ms) FROM ${SEEN}) AS first_seen_at_ms,
    (SELECT max(at_ms) FROM ${SEEN}) AS last_seen_at_ms FROM ${ROWS} AS kept`,
  users: `SELECT seen.*, ${SUMS}, (SELECT count(*) FROM ${SESSIONS} WHERE user_id = seen.user_id) AS session_count,
      (SELECT json_group_array(model) FROM (SELECT model FROM ${ROWS} AS used WHERE used.user_id = seen.user_id
        AND model <> '' GROUP BY 1 ORDER BY count(*) DESC, 1)) AS models
    FROM (SELECT id AS user_id, ${SPAN} FROM ${SEEN} GROUP BY id) AS seen
    LEFT JOIN ${ROWS} AS kept ON kept.user_id = seen.user_id GROUP BY seen.user_id ORDER BY 1`,
  sources: `SELECT source, ${SPAN}, count(DISTINCT id) AS user_count,
      (SELECT count(*) FROM ${ROWS} AS kept WHERE kept.source = seen.source) AS interaction_count
    FROM ${SEEN} AS seen GROUP BY source ORDER BY max(at_ms) DESC, source`,
  busiest: `SELECT user_id AS id FROM (SELECT DISTINCT id AS user_id FROM ${SEEN}) AS seen
    ORDER BY (SELECT count(*) FROM ${ROWS} AS kept WHERE kept.user_id = seen.user_id) DESC, user_id`,
};

type Row = Record<string, unknown>;
const rowsOf = async (statement: D1PreparedStatement) => (await statement.all<Row>()).results;
const only = (row: Row | undefined, like: Row | undefined) =>
  Object.fromEntries(Object.keys(like ?? {}).map((column) => [column, row?.[column]]));

const range = { startQuarterHour: instant(0) / 900_000, endQuarterHour: instant(1_440) / 900_000 };
const everything = { days: [{ ...range, bucket: "", utcOffset: null, week: null }], weeks: [], filter: {}, range };
const firstPage = { after: null, limit: 100, offset: 0 };

/** The lifetime of each user in the list of users, under the names of the user's own page. */
async function listedUsers(): Promise<Row[]> {
  const page = { ...everything, ...firstPage, sort: "user_id", descending: false } as const;
  const rows = await rowsOf(selectUsers(env.DB, page));
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) =>
        name.startsWith("lifetime_") ? [[name.slice("lifetime_".length), value]] : [],
      ),
    ),
  }));
}

/** What every lifetime should say, by plain SQL, and what the statements say of it. */
async function lifetimes({ starts }: World): Promise<{ expected: unknown; actual: unknown }> {
  const oracle = async (sql: string) => await rowsOf(env.DB.prepare(sql).bind(JSON.stringify(starts)));
  const [users, sources, [system]] = [
    await oracle(ORACLE.users),
    await oracle(ORACLE.sources),
    await oracle(ORACLE.system),
  ];
  const active = users.filter(({ interaction_count: interactions }) => interactions !== 0);
  const read = users.map(async (user) => {
    const [row] = await rowsOf(selectUserLifetime(env.DB, String(user["user_id"])));
    return only({ ...row, user_id: user["user_id"] }, user);
  });
  const listed = await listedUsers();
  const readSources = await rowsOf(selectSources(env.DB, firstPage));
  const [stats] = await rowsOf(selectSystemStats(env.DB));
  return {
    expected: {
      users,
      active,
      sources,
      system,
      first: { first_seen_at_ms: system?.["first_seen_at_ms"] },
      busiest: await oracle(ORACLE.busiest),
    },
    actual: {
      users: await Promise.all(read),
      active: listed.map((row, index) => only(row, active[index])),
      sources: readSources.map((row, index) => only(row, sources[index])),
      system: only(stats, system),
      first: await selectFirstActivity(env.DB).first(),
      busiest: await rowsOf(selectBusiestUsers(env.DB, 10)),
    },
  };
}

it(
  "lifetimes are the sums of the interactions, however far the totals of users go",
  { timeout: 180_000 },
  async ({ expect }) => {
    const firstEvents = fc.array(event, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(firstEvents, fc.array(happening, { maxLength: 20 }), async (first, history) => {
        await removeEverything();
        const world: World = { starts: [], latest: [], sent: 0 };
        for (const happened of [{ what: "events", events: first, isRepeat: false } as const, ...history]) {
          await happen(world, happened);
          const { expected, actual } = await lifetimes(world);
          expect(actual).toEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
  },
);
