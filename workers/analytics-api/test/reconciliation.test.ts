import type { InteractionList, Reconciliation } from "@voygent/contracts";
import { listLocalDays, localDayOf } from "@voygent/contracts";
import { closePeriods, listOpenWeeks } from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, it } from "vitest";

import { adminHeaders, frontDoor, getJson } from "../../../tests/stack/front-door.ts";
import { type PlantedEvent, plantUsage } from "./plant-usage.ts";

type Labels = { librechat_cost_usd?: number; librechat_notes?: string[]; endpoint?: string; agent_id?: string };
type Call = Partial<PlantedEvent> & { metadata?: Labels };

const PROVIDER = "house";

async function setPrice(model: string): Promise<void> {
  const response = await frontDoor(`/pricing/overrides/${PROVIDER}/${model}`, {
    method: "PUT",
    headers: { ...adminHeaders, "content-type": "application/json" },
    body: JSON.stringify({ prices: { input: "3", output: "15" } }),
  });
  if (response.status !== 200) throw new Error(`${model}: ${response.status} ${await response.text()}`);
}

/** A call of 1,000 + 100 tokens, by our price 1,000 × $3 + 100 × $15 per million = $0.0045. */
const callOf = (userId: string, timestamp: string, call: Call): PlantedEvent => ({
  id: crypto.randomUUID(),
  session_id: `${userId}-s`,
  user_id: userId,
  timestamp,
  provider: PROVIDER,
  source: "librechat",
  tokens: { input: 1_000, output: 100 },
  ...call,
});

const charged = (usd: number, ...notes: string[]): Call => ({
  metadata: { librechat_cost_usd: usd, ...(notes.length > 0 && { librechat_notes: notes }) },
});

async function ask(params: string): Promise<Reconciliation> {
  const response = await getJson(`/api/stats/reconciliation?${params}`);
  if (response.status !== 200) throw new Error(`${params}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** When the calls of a list happened, newest first, and how many there are. */
async function callsOf(params: string): Promise<{ times: string[]; total: number }> {
  const list: InteractionList = await (await getJson(`/api/interactions?${params}`)).json();
  return { times: list.data.map(({ timestamp }) => timestamp), total: list.page.total };
}

async function closeDays(first: string, last: string): Promise<void> {
  const days = listLocalDays("UTC", first, last);
  const range = {
    startQuarterHour: days.at(0)?.startQuarterHour ?? 0,
    endQuarterHour: days.at(-1)?.endQuarterHour ?? 0,
  };
  const time = { firstActivityMs: Date.parse(first), nowMs: Date.parse(last) + 36 * 3_600_000 };
  await env.DB.batch(closePeriods(env.DB, listOpenWeeks(range, [], time)));
}

const of = (...figures: [string, number, number, number, string, string, string]) => {
  const [cause, interaction_count, librechat_count, unpriced_count, our_cost, librechat_cost, difference] = figures;
  return { cause, interaction_count, librechat_count, unpriced_count, our_cost, librechat_cost, difference };
};

const nanoOf = (usd: string) => Number(usd.replace(".", ""));

const subset = <Value>(...values: Value[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });

const MODELS = ["alike", "dearer", "unlisted-there"];

beforeAll(async () => {
  for (const model of MODELS) await setPrice(model);
});

describe("the reconciliation", () => {
  const USER = "cause-ada";
  const stopped = { model: "alike", status: "cancelled", metadata: { endpoint: "agents" } } as const;
  const CALLS: [string, Call][] = [
    ["2026-03-02T08:00:00Z", { model: "alike", ...charged(0.0045) }],
    ["2026-03-02T08:15:00Z", { model: "dearer", ...charged(0.006) }],
    // 1,100 × $6
    ["2026-03-02T08:30:00Z", { model: "unlisted-there", ...charged(0.0066, "default_rate") }],
    // 1,000 × $3 + 100 × $15 × 1.15
    ["2026-03-02T08:45:00Z", { model: "alike", status: "cancelled", ...charged(0.004725, "cancel_surcharge") }],
    ["2026-03-02T09:00:00Z", { model: "alike", ...charged(0.0099, "cache_overlap_suspect") }],
    ["2026-03-02T09:15:00Z", { model: "alike", ...charged(0.0072, "cache_overlap_corrected") }],
    ["2026-03-02T09:30:00Z", { model: "dearer", ...charged(0.0066, "default_rate", "agent_model") }],
    ["2026-03-02T09:45:00Z", stopped],
    ["2026-03-02T10:00:00Z", { model: "nowhere", ...charged(0.0066, "default_rate") }],
    ["2026-03-03T10:00:00Z", { model: "alike", ...charged(0.0045) }],
    // Another way into the tracker knows nothing of LibreChat's figures, and is not compared.
    ["2026-03-03T10:15:00Z", { model: "alike", source: "otel", metadata: { endpoint: "agents" } }],
  ];
  const DATES = "start_date=2026-03-02&end_date=2026-03-03";
  const TOTALS = {
    interaction_count: 10,
    librechat_count: 9,
    unpriced_count: 1,
    // 9 × 0.0045, without the one of unknown cost
    our_cost: "0.040500000",
    // 0.0045 + 0.006 + 0.0066 + 0.004725 + 0.0099 + 0.0072 + 0.0066 + 0.0066 + 0.0045
    librechat_cost: "0.056625000",
    difference: "-0.016125000",
  };
  const CAUSES = [
    of("not_charged", 1, 0, 0, "0.004500000", "0.000000000", "0.004500000"),
    of("missing_rate", 1, 1, 1, "0.000000000", "0.006600000", "-0.006600000"),
    of("agent_model", 1, 1, 0, "0.004500000", "0.006600000", "-0.002100000"),
    of("default_rate", 1, 1, 0, "0.004500000", "0.006600000", "-0.002100000"),
    of("cache_overlap_corrected", 1, 1, 0, "0.004500000", "0.007200000", "-0.002700000"),
    of("cache_overlap_suspect", 1, 1, 0, "0.004500000", "0.009900000", "-0.005400000"),
    of("cancel_surcharge", 1, 1, 0, "0.004500000", "0.004725000", "-0.000225000"),
    of("equal", 2, 2, 0, "0.009000000", "0.009000000", "0.000000000"),
    of("other_price", 1, 1, 0, "0.004500000", "0.006000000", "-0.001500000"),
  ];

  beforeAll(async () => {
    await plantUsage(CALLS.map(([timestamp, call]) => callOf(USER, timestamp, call)));
  });

  it("says of every call why it differs, in the order of the causes", async ({ expect }) => {
    expect((await ask(`${DATES}&user_id=${USER}`)).totals).toEqual({ ...TOTALS, causes: CAUSES });
  });

  it("leads from each cause to its calls", async ({ expect }) => {
    const { sources } = await ask(`${DATES}&user_id=${USER}`);
    expect(sources).toEqual(["librechat"]);
    const found = await Promise.all(
      CAUSES.map(async ({ cause }) => {
        const { times, total } = await callsOf(`${DATES}&user_id=${USER}&source=librechat&cause=${cause}`);
        expect(total, cause).toBe(times.length);
        return [cause, ...times.map((time) => time.slice(8, 16))];
      }),
    );
    expect(found).toEqual([
      ["not_charged", "02T09:45"],
      ["missing_rate", "02T10:00"],
      ["agent_model", "02T09:30"],
      ["default_rate", "02T08:30"],
      ["cache_overlap_corrected", "02T09:15"],
      ["cache_overlap_suspect", "02T09:00"],
      ["cancel_surcharge", "02T08:45"],
      ["equal", "03T10:00", "02T08:00"],
      ["other_price", "02T08:15"],
    ]);
    const ofSession = await callsOf(`session_id=${USER}-s&cause=equal&cause=other_price`);
    expect([ofSession.total, ofSession.times.length]).toEqual([3, 3]);
  });

  it("tells the days with calls, oldest first, in the time zone", async ({ expect }) => {
    const tokyo = await ask(`${DATES}&tz=Asia/Tokyo&user_id=${USER}&status=ok&status=cancelled`);
    expect(tokyo.days.map((day) => [day.date, day.interaction_count, day.difference])).toEqual([
      ["2026-03-02", 9, "-0.016125000"],
      ["2026-03-03", 1, "0.000000000"],
    ]);
    const honolulu = await ask(`${DATES}&tz=Pacific/Honolulu&user_id=${USER}`);
    // 10:00 in UTC is midnight there: only the last calls of both days lie in the range, each at the beginning of its day.
    expect(honolulu.days.map((day) => [day.date, day.interaction_count])).toEqual([
      ["2026-03-02", 1],
      ["2026-03-03", 1],
    ]);
  });

  it("tells the models, the largest difference first", async ({ expect }) => {
    const { models } = await ask(`${DATES}&user_id=${USER}`);
    expect(models.map(({ provider, model, difference }) => [provider, model, difference])).toEqual([
      [PROVIDER, "nowhere", "-0.006600000"],
      // 0.0045 - 0.000225 - 0.0054 - 0.0027
      [PROVIDER, "alike", "-0.003825000"],
      [PROVIDER, "dearer", "-0.003600000"],
      [PROVIDER, "unlisted-there", "-0.002100000"],
    ]);
  });

  it("is about nothing where LibreChat has told no figure", async ({ expect }) => {
    const { totals, models, days } = await ask(`${DATES}&user_id=${USER}&source=otel`);
    expect([totals.interaction_count, totals.causes, models, days]).toEqual([0, [], [], []]);
  });

  it("takes calls that differ by rounding for equal, and by more not", async ({ expect }) => {
    const user = "rounding-ada";
    await plantUsage([
      callOf(user, "2026-03-02T11:00:00Z", { model: "alike", ...charged(0.004500003) }),
      callOf(user, "2026-03-02T11:15:00Z", { model: "alike", ...charged(0.004500004) }),
    ]);
    const { totals } = await ask(`${DATES}&user_id=${user}`);
    expect(totals.causes.map(({ cause, difference }) => [cause, difference])).toEqual([
      ["equal", "-0.000000003"],
      ["other_price", "-0.000000004"],
    ]);
  });

  it("tells calls that LibreChat did not charge from those beside them that it did", async ({ expect }) => {
    const user = "mixed-ada";
    const cancelled = { model: "alike", status: "cancelled" } as const;
    const { tokens: _, ...unknown } = callOf(user, "2026-03-02T12:00:00Z", { ...cancelled, ...stopped });
    const figure = { librechat_cost_usd: 0.0045, endpoint: "agents" };
    await plantUsage([
      unknown,
      callOf(user, "2026-03-02T12:01:00Z", { ...cancelled, metadata: figure }),
      callOf(user, "2026-03-02T12:02:00Z", stopped),
    ]);
    const { totals } = await ask(`${DATES}&user_id=${user}`);
    expect(totals.causes).toEqual([
      of("not_charged", 2, 0, 1, "0.004500000", "0.000000000", "0.004500000"),
      of("equal", 1, 1, 0, "0.004500000", "0.004500000", "0.000000000"),
    ]);
    const times = async (cause: string) => (await callsOf(`${DATES}&user_id=${user}&cause=${cause}`)).times;
    expect(await times("equal")).toEqual(["2026-03-02T12:01:00.000Z"]);
    expect(await times("not_charged")).toEqual(["2026-03-02T12:02:00.000Z", "2026-03-02T12:00:00.000Z"]);
  });

  it("is the same from the sums of closed days", async ({ expect }) => {
    const before = await ask(`${DATES}&environment=closing`);
    expect(before.totals.interaction_count).toBe(0);
    await plantUsage(
      CALLS.map(([timestamp, call]) => callOf("closing-ada", timestamp, { ...call, environment: "closing" })),
    );
    await closeDays("2026-03-02", "2026-03-03");
    const closed = await ask(`${DATES}&environment=closing`);
    expect(closed.totals).toEqual({ ...TOTALS, causes: CAUSES });
    expect(closed.days.map(({ date, interaction_count }) => [date, interaction_count])).toEqual([
      ["2026-03-02", 9],
      ["2026-03-03", 1],
    ]);
  });

  it("refuses a range that ends before it starts", async ({ expect }) => {
    const response = await getJson("/api/stats/reconciliation?start_date=2026-03-02&end_date=2026-03-01");
    expect(response.status).toBe(400);
  });
});

describe("the causes", () => {
  const NOTES = ["default_rate", "cancel_surcharge", "cache_overlap_suspect", "agent_model", "of-tomorrow"];
  const call = fc.record({
    minute: fc.nat(6 * 24 * 60 - 1),
    user: fc.constantFrom("sum-ada", "sum-bob"),
    model: fc.constantFrom(...MODELS, "nowhere"),
    status: fc.constantFrom("ok" as const, "cancelled" as const),
    source: fc.constantFrom("librechat", "librechat", "chat-two", "otel"),
    // In hundred-thousandths of a dollar; null where LibreChat has told none.
    figure: fc.option(fc.constantFrom(0, 450, 600, 660), { nil: null }),
    notes: fc.subarray(NOTES),
    isCounted: fc.boolean(),
  });
  const START_MS = Date.parse("2026-04-06T00:00:00Z");
  const RANGE = "start_date=2026-04-05&end_date=2026-04-12";

  type Stored = {
    user_id: string;
    model: string;
    source: string;
    status: string;
    atMs: number;
    ours: number;
    figure: number | null;
    isUnknown: 0 | 1;
    notes: string | null;
  };
  let stored: Stored[] = [];

  beforeAll(async () => {
    const drawn = fc.sample(fc.array(call, { minLength: 400, maxLength: 400 }), { numRuns: 1, seed: 20_260_406 })[0];
    const events = (drawn ?? []).map(({ minute, user, isCounted, figure, notes, ...rest }) => {
      const hasFigure = figure !== null && rest.source !== "otel";
      const event = callOf(user, new Date(START_MS + minute * 60_000).toISOString(), {
        ...rest,
        metadata: {
          endpoint: "agents",
          ...(hasFigure && { librechat_cost_usd: figure / 100_000, librechat_notes: notes }),
        },
      });
      if (!isCounted) delete event.tokens;
      return event;
    });
    await plantUsage(events);
    await closeDays("2026-04-06", "2026-04-08");
    const { results } = await env.DB.prepare(
      `SELECT user_id, model, source, status, occurred_at_ms AS atMs, coalesce(ai_tokens_cost_nano_usd, 0) AS ours,
         CAST(round((metadata ->> '$.librechat_cost_usd') * 1e9) AS INTEGER) AS figure,
         cost_status IN ('unpriced', 'usage_unknown') AS isUnknown, metadata ->> '$.librechat_notes' AS notes
       FROM interactions WHERE occurred_at_ms >= ?1`,
    )
      .bind(START_MS)
      .all<Stored>();
    stored = results;
  });

  type Sums = Omit<Reconciliation["totals"], "causes">;
  const figuresOf = (sums: Sums) => [
    sums.interaction_count,
    sums.librechat_count,
    nanoOf(sums.our_cost),
    nanoOf(sums.librechat_cost),
    nanoOf(sums.difference),
  ];
  const sumsOf = (rows: Stored[]) => {
    const ours = rows.reduce((sum, row) => sum + row.ours, 0);
    const theirs = rows.reduce((sum, row) => sum + (row.figure ?? 0), 0);
    return [rows.length, rows.filter(({ figure }) => figure !== null).length, ours, theirs, ours - theirs];
  };
  const causeOf = ({ figure, isUnknown, notes, ours }: Stored): string => {
    if (figure === null) return "not_charged";
    if (isUnknown === 1) return "missing_rate";
    const noted = ["agent_model", "default_rate", "cache_overlap_suspect", "cancel_surcharge"];
    const told = noted.find((note) => notes?.includes(`"${note}"`));
    return told ?? (Math.abs(ours - figure) <= 3 ? "equal" : "other_price");
  };
  const byCause = (rows: Stored[]) =>
    new Map([...Map.groupBy(rows, causeOf)].map(([cause, ofCause]) => [cause, sumsOf(ofCause)]));
  const toldByCause = ({ causes }: Reconciliation["totals"]) =>
    new Map<string, number[]>(causes.map((sums) => [sums.cause, figuresOf(sums)]));
  const added = (all: Sums[]) =>
    all.map(figuresOf).reduce((sum, each) => sum.map((value, index) => value + (each[index] ?? 0)), [0, 0, 0, 0, 0]);

  const asked = fc.record({
    user_id: subset("sum-ada", "sum-bob"),
    model: subset(...MODELS, "nowhere"),
    status: subset("ok", "cancelled"),
    source: subset("librechat", "chat-two", "otel"),
  });
  const zones = fc.constantFrom("UTC", "Asia/Kathmandu", "America/New_York");

  it(
    "add up to the difference, which is that of the calls, whatever is filtered",
    { timeout: 60_000 },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(asked, zones, async (wanted, tz) => {
          const params = Object.entries(wanted).flatMap(([name, values]) =>
            (values ?? []).map((value) => `&${name}=${value}`),
          );
          const answer = await ask(`${RANGE}&tz=${tz}${params.join("")}`);
          const matching = stored.filter((row) =>
            (["user_id", "model", "status", "source"] as const).every(
              (name) => wanted[name]?.some((value) => value === row[name]) ?? true,
            ),
          );
          const sources = new Set(matching.filter(({ figure }) => figure !== null).map(({ source }) => source));
          const rows = matching.filter(({ source }) => sources.has(source));
          expect(figuresOf(answer.totals), "totals").toEqual(sumsOf(rows));
          expect(toldByCause(answer.totals), "causes of calls").toEqual(byCause(rows));
          for (const sums of [answer.totals, ...answer.models, ...answer.days])
            expect(added(sums.causes), "causes").toEqual(figuresOf(sums));
          const [cause] = answer.totals.causes;
          if (cause !== undefined) {
            const from = answer.sources.map((source) => `&source=${source}`).join("");
            const range = `start_date=${answer.start}&end_date=${answer.end}`;
            const others = params.filter((param) => !param.startsWith("&source=")).join("");
            const { total } = await callsOf(`${range}&limit=1&cause=${cause.cause}${others}${from}`);
            expect(total, `calls of ${cause.cause}`).toBe(cause.interaction_count);
          }
          const byDay = Map.groupBy(rows, ({ atMs }) => localDayOf(tz, atMs));
          expect(answer.days.map((day) => [day.date, ...figuresOf(day)])).toEqual(
            [...byDay.keys()].toSorted().map((date) => [date, ...sumsOf(byDay.get(date) ?? [])]),
          );
          const byModel = Map.groupBy(rows, ({ model }) => model);
          expect(new Map(answer.models.map((each) => [each.model, figuresOf(each)]))).toEqual(
            new Map([...byModel].map(([model, ofModel]) => [model, sumsOf(ofModel)])),
          );
        }),
        { numRuns: 60 },
      );
    },
  );
});
