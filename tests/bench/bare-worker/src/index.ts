const SELECT_ONE = `
  SELECT value->>'id', value->>'session_id', value->>'user_id', value->>'type', value->>'status',
    unixepoch(value->>'timestamp') * 1000, unixepoch() * 1000, value->>'provider', value->>'model', 'standard',
    value->>'source', value->>'environment', value->>'duration_ms', value->>'ttft_ms', value->>'tokens', NULL, 'hash',
    0, 0, 0, 0, 'priced', 'none', 'none', 'exact', 1, NULL, 0, NULL, NULL`;

const INSERT_MANY = `INSERT INTO interactions ${SELECT_ONE} FROM json_each(?1)`;

const INSERT_ONE = `INSERT INTO interactions VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'standard', ?10, ?11, ?12, ?13, ?14, NULL, 'hash',
  0, 0, 0, 0, 'priced', 'none', 'none', 'exact', 1, NULL, 0, NULL, NULL)`;

type Event = Record<"id" | "session_id" | "user_id" | "type" | "status" | "timestamp", string> &
  Record<"provider" | "model" | "source" | "environment", string> &
  Record<"duration_ms" | "ttft_ms", number> & { tokens: Record<string, number> };

async function insertOne(database: D1Database, event: Event): Promise<D1Meta> {
  const statement = database
    .prepare(INSERT_ONE)
    .bind(
      event.id,
      event.session_id,
      event.user_id,
      event.type,
      event.status,
      Date.parse(event.timestamp),
      Date.now(),
      event.provider,
      event.model,
      event.source,
      event.environment,
      event.duration_ms,
      event.ttft_ms,
      JSON.stringify(event.tokens),
    );
  return (await statement.run()).meta;
}

async function insertMany(database: D1Database, events: Event[]): Promise<D1Meta> {
  return (await database.prepare(INSERT_MANY).bind(JSON.stringify(events)).run()).meta;
}

/** Stores one event (`/track/interaction`) or many (`/track/batch`) and does nothing else. */
export default {
  async fetch(request: Request, env: { DB: D1Database }): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST") return Response.json({ status: "ok" });
    const meta =
      pathname === "/track/batch"
        ? await insertMany(env.DB, (await request.json<{ interactions: Event[] }>()).interactions)
        : await insertOne(env.DB, await request.json<Event>());
    return Response.json({ rows_written: meta.rows_written }, { status: 201 });
  },
};
