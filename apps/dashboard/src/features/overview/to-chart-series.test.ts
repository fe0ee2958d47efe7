import { it } from "vitest";

import type { DailyUsageList, Timeseries } from "../../api/schema.ts";
import { toChartSeries } from "./to-chart-series.ts";

const tokens = { input: 0, output: 0, cache_read: 0, cache_write: 0, reasoning: 0, total: 0 };
const costOf = (total: string) => ({
  ai_tokens: total,
  db_ops: "0.000000000",
  api_calls: "0.000000000",
  compute_time: "0.000000000",
  total,
});
const usageOf = (total: string, unpricedCount = 0) => ({
  interaction_count: 1,
  error_count: 0,
  unpriced_count: unpricedCount,
  tokens,
  cost: costOf(total),
});
const groupOf = (
  key: string,
  isOther: boolean,
  costs: string[],
  usage = usageOf("3.000000000"),
): Timeseries["data"][number] => ({
  key,
  is_other: isOther,
  ...usage,
  points: costs.map((cost) => ({ interaction_count: 1, cost, tokens: 0 })),
});
const dayOf = (date: string, unpricedCount: number): DailyUsageList["data"][number] => ({
  date,
  session_count: 1,
  user_count: 1,
  ...usageOf("0.000000000", unpricedCount),
});

it("stacks the groups of each week and counts the week's interactions without a price", ({ expect }) => {
  const series = toChartSeries(
    {
      interval: "week",
      group_by: "model",
      tz: "UTC",
      dates: ["2026-03-02", "2026-03-09"],
      data: [
        groupOf("a", false, ["1.000000000", "2.000000000"]),
        groupOf("other", true, ["0.500000000", "0.250000000"]),
      ],
      totals: usageOf("3.750000000"),
    },
    [dayOf("2026-03-08", 2), dayOf("2026-03-09", 3), dayOf("2026-03-15", 4)],
  );
  expect(series.points.map(({ totalUsd, unpricedCount }) => [totalUsd, unpricedCount])).toEqual([
    [1.5, 2],
    [2.25, 7],
  ]);
  expect(series.groups.map(({ name, color }) => [name, color])).toEqual([
    ["a", "var(--series-1)"],
    ["Other models", "var(--series-other)"],
  ]);
});

it("tells a group without any priced token from one that cost nothing", ({ expect }) => {
  const zero = ["0.000000000"];
  const series = toChartSeries(
    {
      interval: "day",
      group_by: "model",
      tz: "UTC",
      dates: ["2026-03-02"],
      data: [
        groupOf("free", false, zero, usageOf("0.000000000")),
        groupOf("unheard-of", false, zero, usageOf("0.000000000", 1)),
        groupOf("partly", false, ["3.000000000"], usageOf("3.000000000", 1)),
      ],
      totals: usageOf("3.000000000", 2),
    },
    [],
  );
  expect(series.groups.map(({ name, isUnknown }) => [name, isUnknown])).toEqual([
    ["free", false],
    ["unheard-of", true],
    ["partly", false],
  ]);
});

it("names agents with their ids in the title, and has no total of tools", ({ expect }) => {
  const answer = {
    interval: "day" as const,
    tz: "UTC",
    dates: ["2026-03-02"],
    data: [
      { ...groupOf("agent_1", false, ["2.000000000"]), name: "Research assistant" },
      groupOf("agent_2", false, ["1.000000000"]),
      groupOf("(none)", false, ["1.000000000"]),
      groupOf("other", true, ["1.000000000"]),
    ],
    totals: usageOf("5.000000000"),
  };
  const byAgent = toChartSeries({ ...answer, group_by: "agent" }, []);
  expect(byAgent.groups.map(({ name, title }) => [name, title])).toEqual([
    ["Research assistant", "Research assistant (agent_1)"],
    ["agent_2", "agent_2"],
    ["No agent", "No agent"],
    ["Other agents", "Other agents"],
  ]);
  expect([byAgent.overlaps, toChartSeries({ ...answer, group_by: "tool" }, []).overlaps]).toEqual([false, true]);
});
