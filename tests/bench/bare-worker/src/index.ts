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

type Span = Record<"spanId" | "startTimeUnixNano" | "endTimeUnixNano", string> & {
  attributes: { key: string; value: { stringValue?: string; intValue?: string } }[];
};
type Export = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };

const msOf = (unixNano: string) => Number(unixNano.slice(0, -6));

/** The event that a span tells of, by the names of the bench's own spans. */
function eventOf({ spanId, startTimeUnixNano, endTimeUnixNano, attributes }: Span): Event {
  const values = new Map(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? ""]));
  const text = (key: string) => values.get(key) ?? "";
  const count = (key: string) => Number(values.get(`gen_ai.usage.${key}`) ?? 0);
  return {
    id: spanId,
    session_id: text("gen_ai.conversation.id"),
    user_id: text("user.id"),
    type: text("gen_ai.operation.name"),
    status: "ok",
    timestamp: new Date(msOf(endTimeUnixNano)).toISOString(),
    provider: text("gen_ai.provider.name"),
    model: text("gen_ai.response.model"),
    source: "bench",
    environment: "production",
    duration_ms: msOf(endTimeUnixNano) - msOf(startTimeUnixNano),
    ttft_ms: 0,
    tokens: {
      input: count("input_tokens"),
      output: count("output_tokens"),
      cache_read: count("cache_read.input_tokens"),
      cache_write: count("cache_creation.input_tokens"),
    },
  };
}

const eventsOf = ({ resourceSpans }: Export): Event[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(eventOf)));

async function store(database: D1Database, request: Request): Promise<D1Meta> {
  const { pathname } = new URL(request.url);
  if (pathname === "/track/batch") {
    return await insertMany(database, (await request.json<{ interactions: Event[] }>()).interactions);
  }
  if (pathname === "/v1/traces") return await insertMany(database, eventsOf(await request.json<Export>()));
  return await insertOne(database, await request.json<Event>());
}

/** Stores one event (`/track/interaction`) or many (`/track/batch`, `/v1/traces`) and does nothing else. */
export default {
  async fetch(request: Request, env: { DB: D1Database }): Promise<Response> {
    if (request.method !== "POST") return Response.json({ status: "ok" });
    const meta = await store(env.DB, request);
    return Response.json({ rows_written: meta.rows_written }, { status: 201 });
  },
};
