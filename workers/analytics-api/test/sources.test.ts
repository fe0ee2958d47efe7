import type { SourceList } from "@voygent/contracts";
import { countSources, selectSourceHours, selectSources } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";

import { adminHeaders, getJson, postJson } from "../../../tests/stack/front-door.ts";
import { mixedUsage, plantUsage } from "./plant-usage.ts";

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

async function listSources(query = ""): Promise<SourceList> {
  const response = await getJson(`/api/sources?limit=500${query}`);
  if (response.status !== 200) throw new Error(await response.text());
  return await response.json();
}

async function findSource(name: string, query = ""): Promise<SourceList["data"][number] | undefined> {
  return (await listSources(query)).data.find(({ source }) => source === name);
}

/** A text attribute of a span. */
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const busy = `busy-${crypto.randomUUID()}`;

// The first event of a file waits until there is a price book.
const PRICES_MS = 30_000;

beforeAll(async () => {
  const events = mixedUsage(busy, hoursAgo(60), 96);
  await plantUsage(events.map((event) => Object.assign(event, { source: busy })));
}, PRICES_MS);

describe("a source", () => {
  it("has its life and its range, as plain SQL counts them", async ({ expect }) => {
    const wanted = await env.DB.prepare(
      `SELECT COUNT(*) AS interaction_count, COUNT(DISTINCT user_id) AS user_count, SUM(status = 'error') AS error_count,
         SUM(cost_status = 'unpriced') AS unpriced_count, MIN(occurred_at_ms) AS first_ms, MAX(occurred_at_ms) AS last_ms,
         SUM(COALESCE(ai_tokens_cost_nano_usd, 0) + db_ops_cost_nano_usd + api_calls_cost_nano_usd
           + compute_time_cost_nano_usd) AS cost_nano_usd
       FROM interactions WHERE source = ?1`,
    )
      .bind(busy)
      .first<Record<string, number>>();
    const source = await findSource(busy);
    expect(source).toMatchObject({
      first_event_at: new Date(wanted?.["first_ms"] ?? 0).toISOString(),
      last_event_at: new Date(wanted?.["last_ms"] ?? 0).toISOString(),
      last_event_form: "json",
      user_count: wanted?.["user_count"],
      interaction_count: wanted?.["interaction_count"],
      range: {
        interaction_count: wanted?.["interaction_count"],
        error_count: wanted?.["error_count"],
        unpriced_count: wanted?.["unpriced_count"],
        cost: { total: ((wanted?.["cost_nano_usd"] ?? 0) / 1e9).toFixed(9) },
      },
    });
  });

  it("has the last 24 hours hour by hour, failures among them", async ({ expect }) => {
    const { data, hours } = await listSources();
    const source = data.find(({ source: name }) => name === busy);
    const rows = await env.DB.prepare(
      `SELECT occurred_at_ms / ${HOUR_MS} AS hour, COUNT(*) AS count, SUM(status = 'error') AS errors
       FROM interactions WHERE source = ?1 GROUP BY 1`,
    )
      .bind(busy)
      .all<{ hour: number; count: number; errors: number }>();
    const ofHour = new Map(rows.results.map((row) => [new Date(row.hour * HOUR_MS).toISOString(), row]));
    expect(hours).toHaveLength(24);
    expect(source?.hourly_counts).toEqual(hours.map((hour) => ofHour.get(hour)?.count ?? 0));
    expect(source?.hourly_error_counts).toEqual(hours.map((hour) => ofHour.get(hour)?.errors ?? 0));
    expect(source?.hourly_counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });

  it("is listed with nothing in a range in which it sent nothing", async ({ expect }) => {
    expect(await findSource(busy, "&start_date=2024-01-01&end_date=2024-01-31")).toMatchObject({
      interaction_count: 96,
      range: { interaction_count: 0, cost: { total: "0.000000000" } },
    });
  });

  it("says in which form its latest event came", async ({ expect }) => {
    const [events, spans] = [`events-${crypto.randomUUID()}`, `spans-${crypto.randomUUID()}`];
    await postJson(
      "/v1/events",
      {
        specversion: "1.0",
        id: events,
        source: events,
        type: "call",
        subject: "ada",
        time: hoursAgo(1),
        data: { session_id: events, type: "chat" },
      },
      { ...adminHeaders, "content-type": "application/cloudevents+json" },
    );
    const nano = `${Date.now() - HOUR_MS}000000`;
    await postJson("/v1/traces", {
      resourceSpans: [
        {
          resource: { attributes: [attribute("service.name", spans)] },
          scopeSpans: [
            {
              spans: [
                {
                  traceId: crypto.randomUUID().replaceAll("-", ""),
                  spanId: "00f067aa0ba902b7",
                  name: "chat",
                  startTimeUnixNano: nano,
                  endTimeUnixNano: nano,
                  attributes: [attribute("gen_ai.operation.name", "chat"), attribute("user.id", "ada")],
                },
              ],
            },
          ],
        },
      ],
    });
    const forms = [await findSource(events), await findSource(spans)].map((source) => source?.last_event_form);
    expect(forms).toEqual(["cloud_event", "span"]);
  });

  it("stands on one page only", async ({ expect }) => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const response = await getJson(`/api/sources?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
      const list: SourceList = await response.json();
      seen.push(...list.data.map(({ source }) => source));
      cursor = list.page.next_cursor;
    }
    const stored = await env.DB.prepare("SELECT DISTINCT source FROM users").all<{ source: string }>();
    expect(seen.toSorted()).toEqual(stored.results.map(({ source }) => source).toSorted());
  });
});

describe("a statement for sources", () => {
  const explaining: D1Database = Object.assign(Object.create(env.DB), {
    prepare: (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`),
  });
  const now = Math.floor(Date.now() / 900_000);
  const make: [string, (database: D1Database) => D1PreparedStatement][] = [
    ["list", (db) => selectSources(db, { after: null, limit: 21, offset: 0 })],
    ["count", (db) => countSources(db)],
    ["hours", (db) => selectSourceHours(db, { startQuarterHour: now - 96, endQuarterHour: now }, [busy])],
  ];

  it.for(make)("scans nothing but users: %s", async ([, statement], { expect }) => {
    const plan = (await statement(explaining).all<{ detail: string }>()).results.map(({ detail }) => detail);
    expect(plan.filter((detail) => /SCAN (usage|interaction|usage_quarter_hours|interactions)/.test(detail))).toEqual(
      [],
    );
  });

  it("finds the latest event by primary key and by session", async ({ expect }) => {
    const [, list] = make[0] ?? [];
    const plan = (await list?.(explaining).all<{ detail: string }>())?.results.map(({ detail }) => detail) ?? [];
    const searches = plan.filter((detail) => /SEARCH (usage|interaction) /.test(detail));
    expect([...new Set(searches.map((detail) => detail.replace("COVERING ", "")))].toSorted()).toEqual([
      "SEARCH interaction USING INDEX interactions_archive_session_id_occurred_at_ms_idx (session_id=? AND occurred_at_ms=?)",
      "SEARCH interaction USING INDEX interactions_session_id_occurred_at_ms_idx (session_id=? AND occurred_at_ms=?)",
      "SEARCH usage USING PRIMARY KEY (user_id=? AND quarter_hour=?)",
    ]);
  });
});
