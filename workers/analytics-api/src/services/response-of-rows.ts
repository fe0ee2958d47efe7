import type { SessionResponse } from "@voygent/contracts";
import type { ResponsePartRow } from "@voygent/db";
import * as z from "zod";

import { toInstant } from "./session-of-row.ts";
import { addSums, noUsage, sumsOfRow, toUsageTotals } from "./usage-sums.ts";

const Label = z.union([z.string(), z.number().transform(String)]);
const Models = z.array(z.string());
const Agents = z.array(z.tuple([Label.nullable(), Label.nullable()]));
const Tools = z.array(z.array(z.unknown()));

const firstOf = <Value>(values: (Value | null)[]): Value | null => values.find((value) => value !== null) ?? null;
const sumOf = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

function toolsOf(rows: ResponsePartRow[]): SessionResponse["tools"] {
  const counts = new Map<string, number>();
  const names = rows.flatMap(({ tools }) => Tools.parse(JSON.parse(tools)).flat());
  for (const name of names) if (typeof name === "string") counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, call_count: count }))
    .toSorted((a, b) => b.call_count - a.call_count);
}

function agentsOf(rows: ResponsePartRow[]): SessionResponse["agents"] {
  const pairs = rows.flatMap(({ agents }) => Agents.parse(JSON.parse(agents)));
  const byText = new Map(pairs.map(([id, name]) => [JSON.stringify([id, name]), { id, name }]));
  return [...byText.values()];
}

function statusOf(rows: ResponsePartRow[]): SessionResponse["status"] {
  if (rows.some((row) => row.error_count > 0)) return "error";
  return rows.some((row) => row.cancelled_count > 0) ? "cancelled" : "ok";
}

/** One response as it is answered, from its rows, one per purpose; there is at least `first`. */
export function responseOfRows(first: ResponsePartRow, rows: ResponsePartRow[]): SessionResponse {
  const { message_id: messageId, first_id: id, response_source: source } = first;
  const durations = rows.flatMap(({ duration_ms: duration }) => (duration === null ? [] : [duration]));
  return {
    message_id: messageId,
    interaction: messageId === null ? { id, source } : null,
    started_at: toInstant(first.started_at_ms),
    last_activity_at: toInstant(Math.max(...rows.map((row) => row.ended_at_ms))),
    status: statusOf(rows),
    finish_type: firstOf(rows.map((row) => row.finish_type)),
    duration_ms: durations.length === 0 ? null : Math.max(...durations),
    endpoint: firstOf(rows.map((row) => row.endpoint)),
    agents: agentsOf(rows),
    models: [...new Set(rows.flatMap(({ models }) => Models.parse(JSON.parse(models))))],
    tools: toolsOf(rows),
    web_search_count: sumOf(rows.map((row) => row.web_search_count)),
    ...toUsageTotals(rows.map(sumsOfRow).reduce(addSums, noUsage())),
    cancelled_count: sumOf(rows.map((row) => row.cancelled_count)),
    parts: rows.map((row) => ({ context_type: row.context_type, ...toUsageTotals(sumsOfRow(row)) })),
  };
}
