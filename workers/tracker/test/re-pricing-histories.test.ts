import { createDb, selectRunningRepriceRuns } from "@voygent/db";
import type { PriceBook } from "@voygent/cost";
import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS } from "@voygent/contracts";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { it } from "vitest";

import { moveOldestRows } from "../../archiver/src/services/move-oldest-rows.ts";
import { closePeriods } from "../src/jobs/close-periods.ts";
import { sumLabelBacklog } from "../src/jobs/sum-label-backlog.ts";
import { foldUsers } from "../src/jobs/fold-users.ts";
import { budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { continueRuns } from "../src/services/re-estimate/continue-runs.ts";
import { controlReprice } from "../src/services/re-estimate/control-reprice.ts";
import { startReprice } from "../src/services/re-estimate/start-reprice.ts";
import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { EVERYTHING, failingDatabase, overtakenDatabase, runOf, startRun, stepOnce } from "./stepping.ts";
import { removeEverything, totalsOfEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

const START_MS = Date.parse("2024-03-04T00:00:00Z");
const MINUTE_MS = 60_000;
const instant = (minute: number) => START_MS + minute * MINUTE_MS;
const by = { actor: "tester", nowMs: START_MS };

/** The week that everything happens in. */
const FIRST_QUARTER_HOUR = START_MS / QUARTER_HOUR_MS;
const WEEK = {
  startQuarterHour: FIRST_QUARTER_HOUR + DAY_QUARTER_HOURS / 2,
  endQuarterHour: FIRST_QUARTER_HOUR + 6 * DAY_QUARTER_HOURS,
};

const MODELS = ["a", "b", "c"] as const;
const minute = fc.integer({ min: 0, max: 3 * 24 * 60 });
const small = fc.integer({ min: 0, max: 5 });

const metadata = fc.record(
  {
    agent_id: fc.constantFrom("agent_1", "agent_2"),
    agent_name: fc.constantFrom("Ada", 'Bob\'s "own"'),
    endpoint: fc.constantFrom("openAI", "agents"),
    tool_names: fc.array(fc.constantFrom("search", "maths", "\u{1F500}", "\uFB00"), { maxLength: 4 }),
    // 100 tokens at $2 per million are $0.0002.
    librechat_cost_usd: fc.constantFrom(0, 0.0002, 1),
    librechat_notes: fc.array(fc.constantFrom("default_rate", "agent_model"), { maxLength: 2 }),
    plan: fc.constant("gold"),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const event = fc.record({
  session: fc.integer({ min: 0, max: 3 }),
  user: fc.integer({ min: 0, max: 1 }),
  model: fc.constantFrom(...MODELS),
  status: fc.constantFrom("ok", "error"),
  minute,
  tokens: fc.oneof(
    fc.constant({ input: 100, output: 0 }),
    fc.record({ input: fc.integer({ min: 0, max: 999 }), output: fc.integer({ min: 0, max: 99 }) }),
  ),
  api_calls: fc.integer({ min: 0, max: 2 }),
  metadata: fc.option(metadata),
});

const firstEvents = fc.array(event, { minLength: 4, maxLength: 12 });

const prices = fc.dictionary(fc.constantFrom(...MODELS), fc.record({ input: small, output: small }), {
  maxKeys: 3,
  noNullPrototype: true,
});

/** One thing that happens. Numbers that choose among runs count from the newest. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("events"),
      events: fc.array(event, { minLength: 1, maxLength: 6 }),
      isLate: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("prices"), prices }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("start"),
      from: minute,
      to: minute,
      model: fc.option(fc.constantFrom(...MODELS)),
      isDryRun: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant("step"),
      limit: fc.integer({ min: 1, max: 4 }),
      mishap: fc.constantFrom("none", "none", "killed before", "killed after", "archived", "overtaken"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("control"),
      run: fc.integer({ min: 0, max: 2 }),
      control: fc.constantFrom("pause", "resume", "stop", "undo"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant("archive"), before: minute, limit: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("clock"), stepsLeft: fc.integer({ min: 0, max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("fold"), at: fc.integer({ min: 0, max: 4 * 24 * 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("upgrade"),
      uncounted: minute,
      limit: fc.integer({ min: 1, max: 5 }),
      meanwhile: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("close"), at: fc.integer({ min: 0, max: 9 * 24 * 60 }) }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

/** The books that were published, the newest last. */
type World = { books: PriceBook[]; nextId: number };

type Mishap = Extract<Happening, { what: "step" }>["mishap"];

/** The database as a step meets it that is killed, or read its page just before the archiver or another one took a step. */
function databaseWith(mishap: Mishap, id: string, limit: number): D1Database {
  if (mishap === "killed before") return failingDatabase("before");
  if (mishap === "killed after") return failingDatabase("after");
  if (mishap === "overtaken") return overtakenDatabase(async () => await stepOnce(id, limit));
  const move = { runId: "archiving", olderThanMs: instant(24 * 60), limit: 2 };
  return mishap === "archived" ? overtakenDatabase(async () => await moveOldestRows(createDb(env.DB), move)) : env.DB;
}

async function stepAll(limit: number, mishap: Mishap): Promise<void> {
  for (const { id } of await selectRunningRepriceRuns(createDb(env.DB))) {
    await stepOnce(id, limit, databaseWith(mishap, id, limit)).catch((error: unknown) => {
      if (!mishap.startsWith("killed")) throw error;
    });
  }
}

async function controlOne(offset: number, control: "pause" | "resume" | "stop" | "undo"): Promise<void> {
  const run = await env.DB.prepare("SELECT id FROM reprice_runs ORDER BY created_at_ms DESC, id LIMIT 1 OFFSET ?1")
    .bind(offset)
    .first<{ id: string }>();
  if (run !== null) await controlReprice(trackerEnv, { id: run.id, control }, by);
}

async function record(
  world: World,
  events: (typeof event extends fc.Arbitrary<infer Value> ? Value : never)[],
  isLate: boolean,
) {
  const book = world.books.at(isLate ? -2 : -1) ?? null;
  const sent = events.map(({ session, user, minute: at, ...fields }) => {
    world.nextId += 1;
    const ids = { id: `i-${world.nextId}`, session_id: `s-${session}`, user_id: `u-${user}`, provider: "acme" };
    return eventOf({ ...fields, ...ids, timestamp: new Date(instant(at)).toISOString() });
  });
  await recordWith(book, sent);
}

/** Labels are found unsummed up to an instant, as a version left them that knew of none; prices change while they are summed. */
async function upgrade({ uncounted, limit, meanwhile }: Extract<Happening, { what: "upgrade" }>): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("DELETE FROM usage_labels WHERE quarter_hour < ?1").bind(instant(uncounted) / QUARTER_HOUR_MS),
    env.DB.prepare("DELETE FROM label_backlog"),
    env.DB.prepare("INSERT INTO label_backlog VALUES (0, NULL)"),
  ]);
  let isLeft = true;
  while (isLeft) {
    await sumLabelBacklog(env.DB, { nowMs: Date.now(), limit, maxPages: 1 });
    await stepAll(meanwhile, "none");
    isLeft = (await env.DB.prepare("SELECT 1 FROM label_backlog").first()) !== null;
  }
}

async function happen(world: World, happened: Happening): Promise<void> {
  switch (happened.what) {
    case "events":
      return await record(world, happened.events, happened.isLate);
    case "prices":
      world.books.push(await publishPrices(happened.prices));
      return;
    case "start": {
      const { from, to, model, isDryRun } = happened;
      const models = model === null ? null : [{ provider: null, model }];
      const order = { startMs: instant(Math.min(from, to)), endMs: instant(Math.max(from, to)), models, isDryRun };
      await startReprice(trackerEnv, { ...EVERYTHING, ...order }, by);
      return;
    }
    case "step":
      return await stepAll(happened.limit, happened.mishap);
    case "control":
      return await controlOne(happened.run, happened.control);
    case "archive":
      await moveOldestRows(createDb(env.DB), {
        runId: "archiving",
        olderThanMs: instant(happened.before),
        limit: happened.limit,
      });
      return;
    case "clock":
      await continueRuns(trackerEnv, { ...budgetOf(10_000), stepsLeft: happened.stepsLeft });
      return;
    case "fold":
      await foldUsers(env.DB, { nowMs: instant(happened.at) });
      return;
    case "upgrade":
      return await upgrade(happened);
    case "close":
      await closePeriods(env.DB, WEEK, { nowMs: instant(happened.at) });
      return;
  }
}

/** Ends whatever runs, prices everything anew, and looks whether another re-pricing would change anything. */
async function settledDifferences(): Promise<number> {
  await continueRuns(trackerEnv, budgetOf(10_000));
  const id = await startRun();
  while ((await runOf(id)).status === "running") await stepOnce(id, 100);
  const rehearsal = await startRun({ isDryRun: true });
  while ((await runOf(rehearsal)).status === "running") await stepOnce(rehearsal, 100);
  return (await runOf(rehearsal)).changedCount;
}

it(
  "totals are the sums of the interactions after whatever happens, and a re-pricing of everything leaves nothing to do",
  { timeout: 180_000 },
  async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(firstEvents, prices, fc.array(happening, { maxLength: 25 }), async (first, newer, history) => {
        await removeEverything();
        const world: World = { books: [await publishPrices({ a: { input: 1, output: 2 } })], nextId: 0 };
        await record(world, first, false);
        world.books.push(await publishPrices(newer));
        await startRun();
        for (const happened of history) {
          await happen(world, happened);
          const { expected, actual } = await totalsOfEverything();
          expect(actual).toEqual(expected);
        }
        expect(await settledDifferences()).toBe(0);
        const { expected, actual } = await totalsOfEverything();
        expect(actual).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  },
);
