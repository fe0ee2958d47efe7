import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { andMatches, filteredColumns, MODEL_DIMENSIONS, type UsageFilter, usersToSearch } from "./usage-filter.ts";

/** A range of instants in milliseconds, the end excluded. */
export type InstantRange = { startMs: number; endMs: number };

/** Most models that are looked for in the `models` of each session; more are looked up in the rollup. */
const MOST_MODELS = 10;

const hasModelFilter = (filter: UsageFilter) => MODEL_DIMENSIONS.some((column) => filter[column] !== undefined);

/** Whether the `models` of a session answer the filter: it names models only, and "no model" is none of them. */
function isOfModels(filter: UsageFilter): filter is UsageFilter & { model: string[] } {
  const { model } = filter;
  if (model === undefined || model.includes("") || model.length > MOST_MODELS) return false;
  return filteredColumns(filter).every((column) => column === "model" || column === "session_id");
}

/**
 * The CTE of the sessions with an interaction that matches in the quarter hours of the range; nothing where the filter
 * needs none.
 */
export function withMatchingSessions(filter: UsageFilter): string {
  if (!hasModelFilter(filter) || isOfModels(filter)) return "";
  return `WITH matching AS MATERIALIZED (
    SELECT DISTINCT usage.session_id AS id FROM ${usersToSearch(filter, "?3")} AS searched
    CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
      AND usage.quarter_hour >= ?4 AND usage.quarter_hour < ?5
    WHERE true${andMatches("usage", filter, "?3", MODEL_DIMENSIONS)}
  )`;
}

/** A model is a key of the JSON object: after its first brace or a comma, which cannot stand before a quote in a key. */
const namesModel = (index: number) =>
  `instr(',' || substr(session.models, 2), ',' || json_quote(?3->>'$.model[${index}]') || ':') > 0`;

const usesModel = (table: string) => `EXISTS (
  SELECT 1 FROM ${table} AS crossing
  WHERE crossing.session_id = session.id AND crossing.occurred_at_ms >= ?1 AND crossing.occurred_at_ms < ?2
    AND crossing.model IN (SELECT value FROM json_each(?3, '$.model')))`;

/** A session that lies in the range as a whole used there what it used at all; one that crosses an end is looked up. */
const andModelMatches = (models: string[]) => ` AND (${models.map((_, index) => namesModel(index)).join(" OR ")})
  AND ((session.started_at_ms >= ?1 AND session.last_activity_at_ms < ?2)
    OR ${usesModel("interactions")} OR ${usesModel("interactions_archive")})`;

/** `AND …` for each part of the filter, on the table of sessions with the alias `session`; empty without a filter. */
export function andSessionMatches(filter: UsageFilter): string {
  const byUser = andMatches("session", filter, "?3", ["user_id"]);
  const bySession =
    filter.session_id === undefined ? "" : " AND session.id IN (SELECT value FROM json_each(?3, '$.session_id'))";
  if (isOfModels(filter)) return `${bySession}${andModelMatches(filter.model)}`;
  return `${byUser}${bySession}${hasModelFilter(filter) ? " AND session.id IN (SELECT id FROM matching)" : ""}`;
}

/** The values of `?1` to `?5`: the range, the filter as JSON, and the range in quarter hours. */
export const sessionFilterParameters = ({ startMs, endMs }: InstantRange, filter: UsageFilter) => [
  startMs,
  endMs,
  JSON.stringify(filter),
  Math.floor(startMs / QUARTER_HOUR_MS),
  Math.ceil(endMs / QUARTER_HOUR_MS),
];
