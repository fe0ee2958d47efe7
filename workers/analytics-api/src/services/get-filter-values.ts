import { addDays, type FilterValues, localDayOf, MAX_PAGE_LIMIT } from "@voygent/contracts";
import {
  type FilterValueRow,
  type LabelValueRow,
  selectBusiestUsers,
  selectFilterValues,
  selectLabelValues,
} from "@voygent/db";
import * as z from "zod";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays } from "./calendar.ts";
import { shownValue } from "./filter-of-query.ts";
import { agentNameOf } from "./group-usage.ts";
import { readRows } from "./read-rows.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";

const DAYS = 366;

/** The values that usage of the last year had, most used first; the users are those of the whole life. */
export async function getFilterValues(c: AnalyticsContext): Promise<FilterValues> {
  const nowMs = Date.now();
  const range = resolveStatsRange({ tz: "UTC", start_date: addDays(localDayOf("UTC", nowMs), 1 - DAYS) }, nowMs);
  const days = bucketDays(range, "range");
  const [rows, labels, users] = await Promise.all([
    readRows<FilterValueRow>(c, selectFilterValues(c.env.DB, days)),
    readRows<LabelValueRow>(c, selectLabelValues(c.env.DB, days)),
    readRows<{ id: string }>(c, selectBusiestUsers(c.env.DB, MAX_PAGE_LIMIT)),
  ]);
  requestClosing(c, range, nowMs);
  return {
    models: mostUsed(rows, (row) => [shownValue(row.model)]),
    providers: mostUsed(rows, (row) => [shownValue(row.provider)]),
    users: users.map(({ id }) => id),
    sources: mostUsed(rows, (row) => [shownValue(row.source)]),
    environments: mostUsed(rows, (row) => [shownValue(row.environment)]),
    agents: agentsOf(labels),
    endpoints: mostUsed(labels, ({ endpoint }) => named(endpoint)),
    tools: mostUsed(labels, ({ tools }) => ToolNames.parse(JSON.parse(tools))),
  };
}

const ToolNames = z.array(z.string());

/** An empty label stands for none. */
const named = (label: string): string[] => (label === "" ? [] : [label]);

function agentsOf(rows: LabelValueRow[]): FilterValues["agents"] {
  const latest = new Map<string, string>();
  for (const row of rows) if (row.named > (latest.get(row.agent) ?? "")) latest.set(row.agent, row.named);
  return mostUsed(rows, ({ agent }) => named(agent)).map((id) => ({ id, name: agentNameOf(latest.get(id) ?? "") }));
}

const byUse = (left: [string, number], right: [string, number]) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1);

function mostUsed<Row extends { interaction_count: number }>(rows: Row[], valuesOf: (row: Row) => string[]): string[] {
  const uses = new Map<string, number>();
  for (const row of rows) {
    for (const value of valuesOf(row)) uses.set(value, (uses.get(value) ?? 0) + row.interaction_count);
  }
  return [...uses]
    .toSorted(byUse)
    .slice(0, MAX_PAGE_LIMIT)
    .map(([value]) => value);
}
