import { type FilterValues, listLocalDays, WEEK_QUARTER_HOURS } from "@voygent/contracts";
import { closePeriods, listOpenWeeks, selectLabelValues } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { plantUsage } from "./plant-usage.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Noon of a Wednesday, the seventh day of the epoch's weeks, in a calendar week that is finished whenever this runs. */
const noon = (Math.floor(Date.now() / (7 * DAY_MS)) - 2) * 7 * DAY_MS + 6 * DAY_MS + DAY_MS / 2;

type Labels = { agent_id?: string; agent_name?: string; endpoint?: string; tool_names?: string[] };

const callOf = (hour: number, metadata: Labels) => ({
  id: crypto.randomUUID(),
  session_id: "values-s",
  user_id: "values-ada",
  timestamp: new Date(noon + hour * HOUR_MS).toISOString(),
  model: "gpt-5",
  provider: "openai",
  metadata,
});

const dayAt = (offset: number) => new Date(noon + offset * DAY_MS).toISOString().slice(0, 10);

const values = async (): Promise<FilterValues> => await (await getJson("/api/filter-values")).json();

const OLDER = { agent_id: "a-1", agent_name: "Older", endpoint: "agents", tool_names: ["search"] };

beforeAll(async () => {
  await plantUsage([
    callOf(0, { agent_id: "a-1", agent_name: "Newest", endpoint: "agents", tool_names: ["search", "maths"] }),
    ...[-18, -19, -20].map((hour) => callOf(hour, OLDER)),
    callOf(-21, { agent_name: "Nameless id", endpoint: "openAI" }),
    callOf(-22, { endpoint: "agents" }),
    callOf(-23, {}),
  ]);
});

describe("the values of the filters", () => {
  const LABELS = {
    agents: [
      { id: "a-1", name: "Newest" },
      { id: "Nameless id", name: "Nameless id" },
    ],
    endpoints: ["agents", "openAI"],
    tools: ["search", "maths"],
  };

  it("have the labels, most used first, each agent by its latest name", async ({ expect }) => {
    expect(await values()).toMatchObject({ ...LABELS, models: ["gpt-5"], users: ["values-ada"] });
  });

  it("are the same from a finished week, of which each combination of labels is read once", async ({ expect }) => {
    const [monday] = listLocalDays("UTC", dayAt(-2), dayAt(4));
    const startQuarterHour = monday?.startQuarterHour ?? 0;
    const range = { startQuarterHour, endQuarterHour: startQuarterHour + WEEK_QUARTER_HOURS };
    const time = { firstActivityMs: noon - 23 * HOUR_MS, nowMs: Date.now() };
    await env.DB.batch(closePeriods(env.DB, listOpenWeeks(range, [], time)));
    expect(await values()).toMatchObject(LABELS);
    const weeks = { weeks: [{ bucket: "", startQuarterHour, utcOffset: 0 }], days: [] };
    const { meta } = await selectLabelValues(env.DB, weeks).all();
    // Seven to see that it is finished; five combinations, one without labels, each again where finished and open are put together.
    expect(meta.rows_read).toBe(7 + 2 * 5);
  });
});
