import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { mixedUsage, plantUsage } from "./plant-usage.ts";

type Day = {
  date: string;
  session_count: number;
  interaction_count: number;
  user_count: number;
  error_count: number;
  unpriced_count: number;
  tokens: { input: number };
  cost: { total: string };
};
type Daily = { data: Day[]; totals: Day; start: string; end: string };

const daily = async (query: string): Promise<Daily> => (await getJson(`/api/stats/daily?${query}`)).json();

/** What plain SQL says about the interactions between two instants. */
async function oracle(startMs: number, endMs: number, where = "true") {
  const row = await env.DB.prepare(
    `SELECT COUNT(*) AS interaction_count, COUNT(DISTINCT session_id) AS session_count, COUNT(DISTINCT user_id) AS user_count,
       COALESCE(SUM(status = 'error'), 0) AS error_count, COALESCE(SUM(cost_status = 'unpriced'), 0) AS unpriced_count,
       COALESCE(SUM(usage->>'$.tokens.input'), 0) AS input,
       COALESCE(SUM(COALESCE(ai_tokens_cost_nano_usd, 0) + db_ops_cost_nano_usd + api_calls_cost_nano_usd
         + compute_time_cost_nano_usd), 0) AS total_nano_usd
     FROM interactions WHERE occurred_at_ms >= ?1 AND occurred_at_ms < ?2 AND ${where}`,
  )
    .bind(startMs, endMs)
    .first<Record<string, number>>();
  return row;
}

const asOracle = (day: Day) => ({
  interaction_count: day.interaction_count,
  session_count: day.session_count,
  user_count: day.user_count,
  error_count: day.error_count,
  unpriced_count: day.unpriced_count,
  input: day.tokens.input,
  total_nano_usd: Math.round(Number(day.cost.total) * 1e9),
});

beforeAll(async () => {
  await plantUsage(mixedUsage("daily", "2026-03-27T03:10:00Z", 200));
});

describe("the usage of each day", () => {
  it.for(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles", "Australia/Lord_Howe"])(
    "is what SQL finds between the midnights of %s",
    async (tz, { expect }) => {
      const { data } = await daily(`start_date=2026-03-26&end_date=2026-04-02&tz=${tz}`);
      const offsetHours: Record<string, number[]> = {
        UTC: [0, 0, 0, 0, 0, 0, 0, 0, 0],
        // Summer time begins in Berlin on 29 March, ends on Lord Howe Island on 5 April.
        "Europe/Berlin": [1, 1, 1, 1, 2, 2, 2, 2, 2],
        "Asia/Kathmandu": [5.75, 5.75, 5.75, 5.75, 5.75, 5.75, 5.75, 5.75, 5.75],
        "America/Los_Angeles": [-7, -7, -7, -7, -7, -7, -7, -7, -7],
        "Australia/Lord_Howe": [11, 11, 11, 11, 11, 11, 11, 11, 11],
      };
      const midnights = (offsetHours[tz] ?? []).map(
        (hours, index) => Date.UTC(2026, 2, 26 + index) - hours * 3_600_000,
      );
      const expected = await Promise.all(
        data.map((_, index) => oracle(midnights[index] ?? Number.NaN, midnights[index + 1] ?? Number.NaN)),
      );
      expect(data.map(asOracle)).toEqual(expected);
    },
  );

  it("adds up to totals that count a session and a user once", async ({ expect }) => {
    const { totals } = await daily("start_date=2026-03-26&end_date=2026-04-02");
    expect(asOracle(totals)).toEqual(await oracle(Date.UTC(2026, 2, 26), Date.UTC(2026, 3, 3)));
  });

  it("counts no session that lies around the range without being active in it", async ({ expect }) => {
    const [before, after] = ["2026-06-01T10:00:00Z", "2026-06-03T10:00:00Z"];
    const event = { session_id: "daily-gap", user_id: "daily-gap" };
    await plantUsage([
      { ...event, id: "daily-gap-1", timestamp: before },
      { ...event, id: "daily-gap-2", timestamp: after },
    ]);
    const { totals } = await daily("start_date=2026-06-02&end_date=2026-06-02");
    expect(totals.session_count).toBe(0);
  });

  it.for([
    ["model=gpt-5&model=house-model", "model IN ('gpt-5', 'house-model')"],
    ["user_id=daily-ada", "user_id = 'daily-ada'"],
    ["environment=staging&status=error", "environment = 'staging' AND status = 'error'"],
    ["session_id=daily-s3", "session_id = 'daily-s3'"],
    ["user_id=daily-bob&provider=openai", "user_id = 'daily-bob' AND provider = 'openai'"],
  ] as const)("is narrowed by %s", async ([query, where], { expect }) => {
    const { totals } = await daily(`start_date=2026-03-26&end_date=2026-04-02&${query}`);
    expect(asOracle(totals)).toEqual(await oracle(Date.UTC(2026, 2, 26), Date.UTC(2026, 3, 3), where));
  });

  it("begins and ends at instants where they are given", async ({ expect }) => {
    const { totals, start, end } = await daily("start_date=2026-03-27T10:15:00Z&end_date=2026-03-28T12:30:00%2B01:00");
    expect([start, end]).toEqual(["2026-03-27T10:15:00.000Z", "2026-03-28T11:30:00.000Z"]);
    expect(asOracle(totals)).toEqual(await oracle(Date.parse(start), Date.parse(end)));
  });

  it("has the last thirty days when no dates are given", async ({ expect }) => {
    const { data } = await daily("tz=Asia/Tokyo");
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(new Date());
    expect([data.length, data.at(-1)?.date]).toEqual([30, today]);
  });
});

describe("the usage of each hour", () => {
  it("is what SQL finds between local full hours, named with their offset", async ({ expect }) => {
    type Series = { dates: string[]; data: { points: { interaction_count: number }[] }[] };
    const query = "interval=hour&start_date=2026-03-29&end_date=2026-03-29&tz=Europe/Berlin&group_by=category&top=1";
    const { dates, data }: Series = await (await getJson(`/api/stats/timeseries?${query}`)).json();
    // 2026-03-29 has 23 hours in Berlin: clocks go from 02:00 to 03:00.
    expect([dates.length, dates[0], dates[2]]).toEqual([23, "2026-03-29T00:00:00+01:00", "2026-03-29T03:00:00+02:00"]);
    const counted = await Promise.all(
      dates.map(async (date) => (await oracle(Date.parse(date), Date.parse(date) + 3_600_000))?.["interaction_count"]),
    );
    expect(data[0]?.points.map((point) => point.interaction_count)).toEqual(counted);
  });
});
