import { listLocalDays, localDayOf } from "@voygent/contracts";
import { closePeriods, listOpenWeeks } from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { mixedUsage, plantUsage } from "./plant-usage.ts";

const NONE = "(none)";
const START = "2026-03-01T00:00:00Z";
const DATES = { start_date: "2026-03-02", end_date: "2026-03-09" };

type Labels = { agent_id?: string; agent_name?: string; endpoint?: string; tool_names?: string[] };

/** Labels of every kind, and of no kind, in no step with anything else. */
function labelsOf(index: number): Labels {
  const tools = [[], ["search"], ["search", "maths"], ["maths", "maths"]][index % 4] ?? [];
  return {
    ...(index % 3 === 0 && { agent_id: `agent_${index % 2}`, agent_name: index < 200 ? "Old" : "New" }),
    ...(index % 5 > 1 && { endpoint: index % 5 === 2 ? "openAI" : "agents" }),
    ...(tools.length > 0 && { tool_names: tools }),
  };
}

type Stored = {
  id: string;
  user_id: string;
  session_id: string;
  model: string;
  provider: string;
  type: string;
  status: string;
  environment: string;
  atMs: number;
  costNanoUsd: number;
  tokens: number;
  agents: string[];
  endpoints: string[];
  tools: string[];
};

let stored: Stored[] = [];

const orNone = (values: string[]) => (values.length === 0 ? [NONE] : values);

beforeAll(async () => {
  const events = mixedUsage("lab", START, 400).map((event, index) =>
    Object.assign(event, index % 7 === 6 ? {} : { metadata: labelsOf(index) }),
  );
  await plantUsage(events);
  const [first] = listLocalDays("UTC", "2026-03-01", "2026-03-01");
  const range = {
    startQuarterHour: first?.startQuarterHour ?? 0,
    endQuarterHour: (first?.startQuarterHour ?? 0) + 8 * 96,
  };
  const weeks = listOpenWeeks(range, [], {
    firstActivityMs: Date.parse(START),
    nowMs: Date.parse("2026-03-07T12:00:00Z"),
  });
  await env.DB.batch(closePeriods(env.DB, weeks));
  const { results } = await env.DB.prepare(
    `SELECT *, coalesce(ai_tokens_cost_nano_usd, 0) + db_ops_cost_nano_usd + api_calls_cost_nano_usd + compute_time_cost_nano_usd AS cost,
       (usage ->> '$.tokens.input') + (usage ->> '$.tokens.output') AS tokens FROM interactions ORDER BY occurred_at_ms`,
  ).all<Record<string, string | number | null>>();
  stored = results.map((row) => {
    const labels: Labels = JSON.parse(String(row["metadata"] ?? "{}"));
    return {
      id: String(row["id"]),
      user_id: String(row["user_id"]),
      session_id: String(row["session_id"]),
      model: String(row["model"]),
      provider: String(row["provider"]),
      type: String(row["type"]),
      status: String(row["status"]),
      environment: String(row["environment"]),
      atMs: Number(row["occurred_at_ms"]),
      costNanoUsd: Number(row["cost"]),
      tokens: Number(row["tokens"]),
      agents: orNone(labels.agent_id === undefined ? [] : [labels.agent_id]),
      endpoints: orNone(labels.endpoint === undefined ? [] : [labels.endpoint]),
      tools: orNone([...new Set(labels.tool_names)]),
    };
  });
});

const subset = <Value>(...values: Value[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });

const filter = fc.record({
  agent_id: subset(NONE, "agent_0", "agent_1", "nobody"),
  endpoint: subset(NONE, "openAI", "agents"),
  tool: subset(NONE, "search", "maths"),
  user_id: subset("lab-ada", "lab-bob"),
  session_id: subset("lab-s1", "lab-s9", "lab-s20"),
  model: subset("gpt-5", "house-model"),
  provider: subset("openai", "acme"),
  type: subset("chat"),
  status: subset("ok", "error"),
  environment: subset("staging"),
});
type Filter = typeof filter extends fc.Arbitrary<infer Value> ? Value : never;

/** Half of all questions are about labels alone, and few about a session: together they would leave nothing. */
const asked = fc.oneof(
  {
    weight: 3,
    arbitrary: filter.map(({ agent_id, endpoint, tool }): Partial<Filter> => ({ agent_id, endpoint, tool })),
  },
  { weight: 2, arbitrary: filter.map((all): Partial<Filter> => ({ ...all, session_id: undefined })) },
  {
    weight: 1,
    arbitrary: filter.map(({ session_id, tool, agent_id }): Partial<Filter> => ({ session_id, tool, agent_id })),
  },
);

const VALUES: Record<keyof Filter, (row: Stored) => string[]> = {
  agent_id: (row) => row.agents,
  endpoint: (row) => row.endpoints,
  tool: (row) => row.tools,
  user_id: (row) => [row.user_id],
  session_id: (row) => [row.session_id],
  model: (row) => [row.model],
  provider: (row) => [row.provider],
  type: (row) => [row.type],
  status: (row) => [row.status],
  environment: (row) => [row.environment],
};

const GROUPS = {
  agent: VALUES.agent_id,
  endpoint: VALUES.endpoint,
  tool: VALUES.tool,
  model: VALUES.model,
  user: VALUES.user_id,
};
const groupBy = fc.constantFrom("agent", "endpoint", "tool", "model", "user" as const);

const matching = (wanted: Partial<Filter>, row: Stored): boolean =>
  Object.entries(VALUES).every(([name, valuesOf]) => {
    const allowed: readonly string[] | undefined = Object.entries(wanted).find(([key]) => key === name)?.[1];
    return allowed === undefined || valuesOf(row).some((value) => allowed.includes(value));
  });

const paramsOf = (wanted: Partial<Filter>) =>
  Object.entries(wanted)
    .flatMap(([name, values]) => (values ?? []).map((value) => `&${name}=${encodeURIComponent(value)}`))
    .join("");

const inRange = (tz: string, row: Stored) => {
  const day = localDayOf(tz, row.atMs);
  return day >= DATES.start_date && day <= DATES.end_date;
};

const nanoOf = (usd: string) => Number(usd.replace(".", ""));

type Group = {
  key: string;
  name?: string;
  share?: number;
  interaction_count: number;
  error_count: number;
  cost: { total: string };
  tokens: { input: number; output: number };
};
type Groups = { data: Group[]; totals: Omit<Group, "key"> };

const sumsOf = (rows: Stored[]) => [
  rows.length,
  rows.filter(({ status }) => status === "error").length,
  rows.reduce((sum, row) => sum + row.costNanoUsd, 0),
  rows.reduce((sum, row) => sum + row.tokens, 0),
];
const answered = (group: Omit<Group, "key">) => [
  group.interaction_count,
  group.error_count,
  nanoOf(group.cost.total),
  group.tokens.input + group.tokens.output,
];

function grouped(rows: Stored[], by: keyof typeof GROUPS): Map<string, Stored[]> {
  const groups = new Map<string, Stored[]>();
  for (const row of rows) for (const key of GROUPS[by](row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  return groups;
}

const ZONES = ["UTC", "Asia/Kathmandu", "America/New_York"];
const query = (tz: string) => `start_date=${DATES.start_date}&end_date=${DATES.end_date}&tz=${encodeURIComponent(tz)}`;

const byKey = (left: unknown[], right: unknown[]) => (String(left[0]) < String(right[0]) ? -1 : 1);

const ask = async (by: string): Promise<Groups> =>
  await (await getJson(`/api/stats/breakdown?${query("UTC")}&group_by=${by}&metric=interactions`)).json();

describe("usage by labels", () => {
  it("a breakdown is the sums of the interactions, whatever is filtered", { timeout: 60_000 }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(asked, groupBy, fc.constantFrom(...ZONES), async (wanted, by, tz) => {
        const url = `/api/stats/breakdown?${query(tz)}&group_by=${by}${paramsOf(wanted)}`;
        const answer: Groups = await (await getJson(url)).json();
        const rows = stored.filter((row) => matching(wanted, row) && inRange(tz, row));
        const sums = [...grouped(rows, by)].map(([key, of]) => [key, ...sumsOf(of)]);
        expect(answer.data.map((group) => [group.key, ...answered(group)]).toSorted(byKey), url).toEqual(
          sums.toSorted(byKey),
        );
        expect(answered(answer.totals), url).toEqual(sumsOf(rows));
      }),
      { numRuns: 120 },
    );
  });

  it(
    "a series is the sums of each interval, whatever is filtered, with points where nothing was",
    { timeout: 60_000 },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(
          asked,
          groupBy,
          fc.constantFrom(...ZONES),
          fc.constantFrom("day", "week", "hour"),
          async (wanted, by, tz, interval) => {
            const url = `/api/stats/timeseries?${query(tz)}&interval=${interval}&group_by=${by}&top=20${paramsOf(wanted)}`;
            const answer: Groups & {
              dates: string[];
              data: (Group & { points: { interaction_count: number; cost: string }[] })[];
            } = await (await getJson(url)).json();
            const rows = stored.filter((row) => matching(wanted, row) && inRange(tz, row));
            expect(answered(answer.totals), url).toEqual(sumsOf(rows));
            const groups = grouped(rows, by);
            expect(answer.data.map(({ key }) => key).toSorted(), url).toEqual([...groups.keys()].toSorted());
            const isLast = (date: string, row: Stored) =>
              interval === "hour" ? row.atMs >= Date.parse(date) : localDayOf(tz, row.atMs) >= date;
            for (const { key, points } of answer.data) {
              const expected = answer.dates.map((date, index) => {
                const next = answer.dates[index + 1];
                const inside = (groups.get(key) ?? []).filter(
                  (row) => isLast(date, row) && (next === undefined || !isLast(next, row)),
                );
                return [inside.length, inside.reduce((sum, row) => sum + row.costNanoUsd, 0)];
              });
              expect(
                points.map((point) => [point.interaction_count, nanoOf(point.cost)]),
                `${url} ${key}`,
              ).toEqual(expected);
            }
          },
        ),
        { numRuns: 80 },
      );
    },
  );

  it("the list of interactions finds the same ones, page by page", { timeout: 60_000 }, async ({ expect }) => {
    const sorted = fc.constantFrom("timestamp", "-timestamp");
    await fc.assert(
      fc.asyncProperty(asked, sorted, fc.constantFrom(7, 50), fc.boolean(), async (wanted, sort, limit, isBounded) => {
        const dates = isBounded ? "start_date=2026-03-02T00:05:00Z&end_date=2026-03-09T10:11:00Z&" : "";
        const bounds = isBounded
          ? [Date.parse("2026-03-02T00:05:00Z"), Date.parse("2026-03-09T10:11:00Z")]
          : [0, Infinity];
        const rows = stored.filter(
          (row) => matching(wanted, row) && row.atMs >= (bounds[0] ?? 0) && row.atMs < (bounds[1] ?? 0),
        );
        const ids = rows.map(({ id }) => id);
        const found: string[] = [];
        let cursor: string | null = "";
        while (cursor !== null && found.length <= ids.length) {
          const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
          const url = `/api/interactions?${dates}sort=${sort}&limit=${limit}${paramsOf(wanted)}${after}`;
          const page: { data: { id: string }[]; page: { total: number; next_cursor: string | null } } = await (
            await getJson(url)
          ).json();
          expect(page.page.total, url).toBe(ids.length);
          found.push(...page.data.map(({ id }) => id));
          cursor = page.page.next_cursor;
        }
        expect(found).toEqual(sort === "timestamp" ? ids : ids.toReversed());
      }),
      { numRuns: 50 },
    );
  });

  it("shares are of all interactions, and an agent has its latest name", async ({ expect }) => {
    const rows = stored.filter((row) => inRange("UTC", row));
    const tools = await ask("tool");
    expect(tools.data.map(({ key, share }) => [key, share])).toEqual(
      [...grouped(rows, "tool")]
        .toSorted(([, left], [, right]) => right.length - left.length)
        .map(([key, of]) => [key, of.length / rows.length]),
    );
    const agents = await ask("agent");
    expect(agents.data.map(({ key, name }) => [key, name]).toSorted(byKey)).toEqual([
      [NONE, undefined],
      ["agent_0", "New"],
      ["agent_1", "New"],
    ]);
  });

  it("what is past the top is other", async ({ expect }) => {
    const answer: { data: (Group & { is_other: boolean })[] } = await (
      await getJson(`/api/stats/timeseries?${query("UTC")}&group_by=agent&top=1`)
    ).json();
    expect(answer.data.map(({ key, is_other }) => [key, is_other])).toEqual([
      [NONE, false],
      ["other", true],
    ]);
  });
});
