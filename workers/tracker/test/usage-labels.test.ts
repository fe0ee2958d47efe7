import { InteractionEvent } from "@voygent/contracts";
import { addLabelCostChanges, addUsageLabels, createDb, recountLabels, selectBacklogQuarters } from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeEach, describe, it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { moveOldestRows } from "../../archiver/src/services/move-oldest-rows.ts";
import { readNativeEvent } from "../src/intake/native-event.ts";
import { sumLabelBacklog } from "../src/jobs/sum-label-backlog.ts";
import { recordInteractions } from "../src/services/record-interactions.ts";
import { eventOf } from "./event-of.ts";
import { recordWith } from "./record-with.ts";
import { rowsWhere } from "./stored.ts";
import { removeEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

const START_MS = Date.parse("2026-03-04T09:00:00Z");
const LABELS = {
  agent_id: "agent_1",
  agent_name: "Policy Watcher",
  endpoint: "agents",
  tool_names: ["web_search", "maths", "web_search"],
  librechat_cost_usd: 0.0223462,
  librechat_notes: ["default_rate", "agent_model"],
};

const textAttribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

async function rowsWrittenBy(event: Record<string, unknown>): Promise<number> {
  const read = { receivedAtMs: Date.now(), idempotencyKey: undefined };
  const usage = readNativeEvent(InteractionEvent.parse(event), event, read);
  return (await recordInteractions(trackerEnv, [usage])).rowsWritten;
}

async function allLabels(): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare("SELECT * FROM usage_labels").all();
  return results;
}

/** Everything was recorded by a version that knew no labels: what a migration finds. */
async function forgetLabels(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("DELETE FROM usage_labels"),
    env.DB.prepare("DELETE FROM label_backlog"),
    env.DB.prepare("INSERT INTO label_backlog VALUES (0, NULL)"),
  ]);
}

async function sumBacklog(limit: number): Promise<number> {
  let runs = 0;
  while ((await env.DB.prepare("SELECT 1 FROM label_backlog").first()) !== null) {
    await sumLabelBacklog(env.DB, { nowMs: Date.now(), limit, maxPages: 2 });
    runs += 1;
  }
  return runs;
}

describe("usage by labels", () => {
  it("is one row for all labels of an interaction", async ({ expect }) => {
    const event = eventOf({ metadata: LABELS, timestamp: new Date(START_MS).toISOString() });
    expect((await postJson("/track/interaction", event)).status).toBe(201);
    expect(await rowsWhere("usage_labels", "user_id", String(event["user_id"]))).toMatchObject([
      {
        quarter_hour: START_MS / 900_000,
        agent: "agent_1",
        agent_name: "Policy Watcher",
        endpoint: "agents",
        tools: '["maths","web_search"]',
        librechat_notes: '["agent_model","default_rate"]',
        interaction_count: 1,
        input_tokens: 1000,
        has_librechat_cost: 1,
        librechat_cost_nano_usd: 22_346_200,
      },
    ]);
  });

  it("writes one row more than the same event without labels, which writes none", async ({ expect }) => {
    const known = eventOf();
    await rowsWrittenBy(known);
    const next = (metadata: unknown) => eventOf({ user_id: known["user_id"], metadata });
    expect(await rowsWrittenBy(next({ plan: "gold", message_id: "m1" }))).toBe(6);
    expect(await rowsWrittenBy(next(LABELS))).toBe(7);
  });

  it("adds nothing for an event that is sent again", async ({ expect }) => {
    const event = eventOf({ metadata: LABELS });
    await rowsWrittenBy(event);
    expect(await rowsWrittenBy(event)).toBe(0);
    expect(await rowsWhere("usage_labels", "user_id", String(event["user_id"]))).toMatchObject([
      { interaction_count: 1 },
    ]);
  });

  it("takes an agent without an id by its name, and the latest name of one with an id", async ({ expect }) => {
    const user_id = `user_${crypto.randomUUID()}`;
    const at = (second: number, metadata: unknown) =>
      eventOf({ user_id, metadata, timestamp: new Date(START_MS + second * 1000).toISOString() });
    await recordWith(null, [
      at(3, { agent_id: "a", agent_name: "Third" }),
      at(2, { agent_id: "a", agent_name: "Second" }),
    ]);
    await recordWith(null, [at(4, { agent_id: "a" }), at(5, { agent_name: "Ada" })]);
    expect(await rowsWhere("usage_labels", "user_id", user_id)).toMatchObject([
      { agent: "Ada", agent_name: "Ada", interaction_count: 1 },
      { agent: "a", agent_name: "Third", interaction_count: 3 },
    ]);
  });

  it("takes agents and tools of OpenTelemetry spans alike", async ({ expect }) => {
    const id = crypto.randomUUID().replaceAll("-", "");
    const attributes = [
      textAttribute("gen_ai.operation.name", "chat"),
      textAttribute("gen_ai.request.model", "gpt-4o"),
      textAttribute("gen_ai.provider.name", "openai"),
      textAttribute("gen_ai.agent.id", "otel_agent"),
      textAttribute("gen_ai.agent.name", "Otel Agent"),
      textAttribute("gen_ai.tool.name", "lookup"),
      textAttribute("user.id", id),
      { key: "gen_ai.usage.input_tokens", value: { intValue: "5" } },
    ];
    const span = {
      traceId: id,
      spanId: id.slice(0, 16),
      name: "chat",
      kind: 3,
      startTimeUnixNano: "1772614800000000000",
      endTimeUnixNano: "1772614801000000000",
      attributes,
    };
    const response = await postJson("/v1/traces", { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    expect(response.status).toBe(200);
    expect(await rowsWhere("usage_labels", "user_id", id)).toMatchObject([
      { agent: "otel_agent", agent_name: "Otel Agent", tools: '["lookup"]', input_tokens: 5 },
    ]);
  });
});

describe("labels of what was stored before", () => {
  beforeEach(removeEverything);

  it("are summed once, live and archived, in parts, whatever writes meanwhile", async ({ expect }) => {
    const events = Array.from({ length: 40 }, (_, index) =>
      eventOf({
        user_id: `u${index % 3}`,
        timestamp: new Date(START_MS + index * 400_000).toISOString(),
        metadata: index % 4 === 0 ? { plan: "gold" } : { ...LABELS, agent_id: `agent_${index % 5}` },
      }),
    );
    await recordWith(null, events);
    await moveOldestRows(createDb(env.DB), { runId: "archiving", olderThanMs: START_MS + 4_000_000, limit: 100 });
    const expected = await allLabels();
    await forgetLabels();
    await sumLabelBacklog(env.DB, { nowMs: Date.now(), limit: 3, maxPages: 1 });
    const late = eventOf({
      user_id: "u0",
      timestamp: new Date(START_MS).toISOString(),
      metadata: { endpoint: "late" },
    });
    const newer = eventOf({ user_id: "u0", timestamp: new Date(START_MS + 9_000_000).toISOString(), metadata: LABELS });
    await recordWith(null, [late, newer]);
    expect(await sumBacklog(3)).toBeGreaterThan(3);
    const sums = (await allLabels()).reduce((sum, row) => sum + Number(row["interaction_count"]), 0);
    expect([expected.length > 20, sums]).toEqual([true, 32]);
    expect(await rowsWhere("usage_labels", "endpoint", "late")).toMatchObject([{ interaction_count: 1 }]);
  });

  it(
    "are the same that are summed when an event comes, whatever its metadata hold",
    { timeout: 60_000 },
    async ({ expect }) => {
      const text = fc.oneof(
        fc.constantFrom(
          "",
          "a",
          "b",
          'a "quoted" name',
          "back\\slash",
          "line\nbreak",
          "\u0000",
          "\uD800",
          "\uFB00",
          "\u{1F500}",
        ),
        fc.string({ unit: "binary", maxLength: 5 }),
      );
      const value = fc.oneof(
        text,
        fc.array(fc.oneof(text, fc.integer(), fc.constant(null)), { maxLength: 4 }),
        fc.jsonValue(),
      );
      const number = fc.oneof(
        value,
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.constantFrom(0, 1, 1e6, 1e6 + 1, -1, 5e-10),
      );
      const metadata = fc.record(
        {
          agent_id: value,
          agent_name: value,
          endpoint: value,
          tool_names: value,
          tool_name: value,
          librechat_cost_usd: number,
          librechat_notes: fc.array(fc.constantFrom("default_rate", "agent_model", "cancel_surcharge")),
        },
        { requiredKeys: [], noNullPrototype: true },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(metadata, { minLength: 1, maxLength: 12 }), async (all) => {
          await removeEverything();
          const events = all.map((labels, index) =>
            eventOf({ user_id: "u", metadata: labels, timestamp: new Date(START_MS + index * 1000).toISOString() }),
          );
          await recordWith(null, events);
          const recorded = await allLabels();
          await forgetLabels();
          await sumBacklog(5);
          expect(await allLabels()).toEqual(recorded);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("leave nothing to do once they are summed", async ({ expect }) => {
    await recordWith(null, [eventOf({ metadata: LABELS })]);
    expect(await sumLabelBacklog(env.DB, { nowMs: Date.now() })).toBe(0);
    await forgetLabels();
    expect(await sumLabelBacklog(env.DB, { nowMs: Date.now() })).toBe(1);
    expect(await env.DB.prepare("SELECT * FROM label_backlog").all()).toMatchObject({ results: [] });
  });
});

/** The steps of the plans of all statements that are prepared, one line each. */
async function planOf(build: (database: D1Database) => unknown): Promise<string> {
  const prepared: string[] = [];
  const statement = { bind: () => statement };
  const recorder = new Proxy(env.DB, {
    get: (database, name) =>
      name === "prepare" ? (sql: string) => (prepared.push(sql), statement) : Reflect.get(database, name),
  });
  build(recorder);
  const plans = await Promise.all(
    prepared.map((sql) =>
      env.DB.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/\?\d+/g, "'[]'")}`).all<{ detail: string }>(),
    ),
  );
  return plans.flatMap(({ results }) => results.map(({ detail }) => detail)).join("\n");
}

describe("query plans", () => {
  it("changed costs find their rows by primary key", async ({ expect }) => {
    expect(await planOf((database) => addLabelCostChanges(database, "run", []))).toContain(
      "SEARCH kept USING PRIMARY KEY (quarter_hour=? AND user_id=? AND agent=? AND endpoint=? AND tools=? AND librechat_notes=? " +
        "AND has_librechat_cost=? AND provider=? AND model=? AND type=? AND status=? AND source=? AND environment=?)",
    );
  });

  it("new usage is added without a look at other rows", async ({ expect }) => {
    expect(await planOf((database) => addUsageLabels(database, []))).not.toMatch(/SCAN (?!item|jsonb?_each)/);
  });

  it("what was stored before is walked by ranges of the index on the time", async ({ expect }) => {
    const plan = await planOf((database) => {
      selectBacklogQuarters(database, { from: 0, to: 1, limit: 1 });
      recountLabels(database, [0], 1);
    });
    expect(plan).toContain(
      "SEARCH row USING INDEX interactions_occurred_at_ms_idx (occurred_at_ms>? AND occurred_at_ms<?)",
    );
    expect(plan).toContain(
      "SEARCH row USING INDEX interactions_archive_occurred_at_ms_idx (occurred_at_ms>? AND occurred_at_ms<?)",
    );
    expect(plan).not.toMatch(/SCAN (row|usage_labels)/);
  });
});
