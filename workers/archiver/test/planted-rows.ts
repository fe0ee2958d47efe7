import { env } from "cloudflare:workers";

/** An interaction as a test plants it: when it happened in which session, and how many estimates were superseded. */
export type PlantedInteraction = {
  id: string;
  source?: string;
  sessionId: string;
  occurredAtMs: number;
  supersededEstimates?: number;
};

const USAGE_TABLES = ["interactions", "sessions", "cost_estimates"];

/** Empties the live and the archive tables and the list of runs: the archiver works on all rows, whoever planted them. */
export async function removeAllRows(): Promise<void> {
  const tables = [...USAGE_TABLES, ...USAGE_TABLES.map((table) => `${table}_archive`), "archive_runs"];
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
}

/** Stores interactions, their sessions and their superseded estimates in the live tables, past the tracker. */
export async function plant(interactions: PlantedInteraction[]): Promise<void> {
  const json = JSON.stringify(interactions);
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO interactions
       SELECT value->>'id', value->>'sessionId', 'u-1', 'chat', 'ok', value->>'occurredAtMs', value->>'occurredAtMs',
         'anthropic', 'claude', 'standard', coalesce(value->>'source', 'test'), 'test', 5, 2, '{"input":3}', '{"label":"x"}', 'hash-' || (value->>'id'),
         1000 + key, 200, 30, 4, 'priced', 'genai-prices', 'rate-1', 'exact', 1, NULL, 0, NULL, NULL
       FROM json_each(?1)`,
    ).bind(json),
    env.DB.prepare(
      `INSERT INTO sessions
       SELECT value->>'sessionId', 'u-1', 'test', min(value->>'occurredAtMs'), max(value->>'occurredAtMs'), NULL, count(*),
         0, 0, 3 * count(*), 0, 0, 0, 0, sum(1000 + key), 200 * count(*), 30 * count(*), 4 * count(*),
         json_object('claude', count(*)), '{"label":"y"}', 0, 0
       FROM json_each(?1) GROUP BY value->>'sessionId'`,
    ).bind(json),
    env.DB.prepare(
      `INSERT INTO cost_estimates
       SELECT item.value->>'id', coalesce(item.value->>'source', 'test'), 'run-' || run.value, 1, NULL, 1, NULL, 200, 30, 4, 'unpriced', NULL, NULL, NULL, NULL
       FROM json_each(?1) AS item, json_each('[0,1,2]') AS run
       WHERE run.value < coalesce(item.value->>'supersededEstimates', 0)`,
    ).bind(json),
  ]);
}

/** `count` interactions, one second apart from `fromMs` on, ten to a session. */
export function manyInteractions(prefix: string, count: number, fromMs: number): PlantedInteraction[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index}`,
    sessionId: `${prefix}-s${Math.floor(index / 10)}`,
    occurredAtMs: fromMs + index * 1000,
  }));
}

/** The ids in a table, in order. */
export async function idsIn(table: string): Promise<string[]> {
  const { results } = await env.DB.prepare(`SELECT id FROM ${table} ORDER BY id`).all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** How many rows each live and each archive table holds. */
export async function rowCounts(): Promise<Record<string, number>> {
  const tables = USAGE_TABLES.flatMap((table) => [table, `${table}_archive`]);
  const rows = await env.DB.batch<{ n: number }>(
    tables.map((table) => env.DB.prepare(`SELECT count(*) AS n FROM ${table}`)),
  );
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]?.results[0]?.n ?? -1]));
}

/** Every row of the three tables with those of their archives, wherever each one stands now. */
export async function allRows(): Promise<unknown[][]> {
  const rows = await env.DB.batch<Record<string, unknown>>(
    USAGE_TABLES.map((table) =>
      env.DB.prepare(`SELECT * FROM ${table} UNION ALL SELECT * FROM ${table}_archive ORDER BY 1, 2`),
    ),
  );
  return rows.map(({ results }) => results);
}
