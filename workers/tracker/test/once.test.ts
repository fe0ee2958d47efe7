import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { foldUsers } from "../src/jobs/fold-users.ts";
import type { UsageEvent } from "../src/intake/usage-event.ts";
import { patientDatabase } from "../src/services/database/patient-database.ts";
import { recordInteractions } from "../src/services/record-interactions.ts";
import { eventOf } from "./event-of.ts";
import { lifetimesOf, rowsWhere } from "./stored.ts";
import { trackerEnv } from "./tracker-env.ts";

/** An event as it comes from an intake. */
function usageOf(id: string, fields: Partial<UsageEvent> = {}): UsageEvent {
  return {
    id,
    sessionId: `conv_${id}`,
    userId: `user_${id}`,
    type: "chat",
    status: "ok",
    statedAtMs: null,
    receivedAtMs: Date.now(),
    provider: "anthropic",
    providerApiUrl: "",
    model: "claude-sonnet-4-5-20250929",
    serviceTier: "",
    source: "api",
    environment: "default",
    durationMs: null,
    ttftMs: null,
    tokens: { input: 10 },
    semantics: { usage: "inclusive", reasoning: "included" },
    units: { web_searches: 0, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    metadata: null,
    warnings: [],
    ...fields,
  };
}

type Batch = D1Database["batch"];

/** The database with another `batch`, to stand between the product and D1. */
const withBatch = (batch: (original: Batch) => Batch) => ({
  ...trackerEnv,
  DB: patientDatabase(
    new Proxy(env.DB, {
      get: (database, name) => {
        const value: unknown = Reflect.get(database, name);
        if (name === "batch") return batch(database.batch.bind(database));
        return typeof value === "function" ? value.bind(database) : value;
      },
    }),
  ),
});

const countsOf = async (id: string) => {
  const tables: [string, string, string][] = [
    ["interactions", "id", id],
    ["sessions", "user_id", `user_${id}`],
    ["usage_quarter_hours", "user_id", `user_${id}`],
  ];
  const counts = tables.map(async ([table, column, value]) => {
    const rows = await rowsWhere(table, column, value);
    return rows.map((row) => row["interaction_count"] ?? 1);
  });
  const ofUser = lifetimesOf(`user_${id}`).then((rows) => rows.map((row) => row["interaction_count"]));
  return await Promise.all([...counts, ofUser]);
};

const ONCE = [[1], [1], [1], [1]];

describe("an interaction is counted once", () => {
  it("when 50 clients send it at the same instant: one is recorded, 49 are duplicates", async ({ expect }) => {
    const id = crypto.randomUUID();
    const event = eventOf({ id, session_id: `conv_${id}`, user_id: `user_${id}` });
    const answers = await Promise.all(Array.from({ length: 50 }, () => postJson("/track/interaction", event)));
    const statuses = answers.map(({ status }) => status).toSorted((left, right) => left - right);
    expect(statuses).toEqual([...Array.from({ length: 49 }, () => 200), 201]);
    expect(await countsOf(id)).toEqual(ONCE);
  });

  it("when 50 clients send it with other content: one is recorded, 49 are conflicts", async ({ expect }) => {
    const id = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        postJson("/track/interaction", eventOf({ id, user_id: `user_${id}`, api_calls: index })),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(await countsOf(id)).toEqual(ONCE);
  });

  it("when batches that overlap are sent at the same instant", async ({ expect }) => {
    const { session_id } = eventOf();
    const events = Array.from({ length: 40 }, () => eventOf({ session_id, user_id: session_id }));
    const batches = Array.from({ length: 8 }, (_, start) => events.slice(start * 4, start * 4 + 12));
    await Promise.all(batches.map((interactions) => postJson("/track/batch", { interactions })));
    // 8 batches of 12 that begin 4 apart cover the first 40 events.
    expect(await rowsWhere("sessions", "id", session_id)).toMatchObject([
      { interaction_count: 40, input_tokens: 40_000 },
    ]);
    expect(await lifetimesOf(session_id)).toMatchObject([{ interaction_count: 40, session_count: 1 }]);
  });

  it("when the connection breaks before the write and the write is repeated", async ({ expect }) => {
    const id = crypto.randomUUID();
    let failures = 0;
    const flaky = withBatch((batch) => async <Row>(statements: D1PreparedStatement[]) => {
      failures += 1;
      if (failures <= 3) throw new Error("D1_ERROR: Network connection lost.");
      return await batch<Row>(statements);
    });
    const { outcomes } = await recordInteractions(flaky, [usageOf(id)]);
    expect(outcomes).toMatchObject([{ id, status: "recorded" }]);
    expect(await countsOf(id)).toEqual(ONCE);
  });

  it("when the write took place but its answer was lost, and it is repeated", async ({ expect }) => {
    const id = crypto.randomUUID();
    let isFirst = true;
    const flaky = withBatch((batch) => async <Row>(statements: D1PreparedStatement[]) => {
      const results = await batch<Row>(statements);
      if (!isFirst) return results;
      isFirst = false;
      throw new Error("D1_ERROR: Network connection lost.");
    });
    const { outcomes } = await recordInteractions(flaky, [usageOf(id)]);
    expect(outcomes).toMatchObject([{ id, status: "duplicate" }]);
    expect(await countsOf(id)).toEqual(ONCE);
  });

  it("and is not acknowledged when the database stays away", async ({ expect }) => {
    const id = crypto.randomUUID();
    const away = withBatch(() => () => Promise.reject(new Error("D1_ERROR: Network connection lost.")));
    await expect(recordInteractions(away, [usageOf(id)])).rejects.toThrow("Network connection lost");
    expect(await countsOf(id)).toEqual([[], [], [], []]);
  });
});

/** The tracker whose batch comes in another order. */
const reordered = (reorder: (places: number[]) => number[]) =>
  withBatch((batch) => async <Row>(statements: D1PreparedStatement[]) => {
    const order = reorder(statements.map((_, index) => index));
    const results = await batch<Row>(order.flatMap((index) => statements[index] ?? []));
    const places = order.map((_, place) => order.indexOf(place));
    return places.flatMap((place) => results[place] ?? []);
  });

describe("the statements of a write", () => {
  /** Where three of them stand: sessions before, interactions, quarter hours, users, sessions. */
  const [QUARTER_HOURS, USERS, SESSIONS] = [2, 3, 4];
  const swapped = (one: number) => reordered((places) => places.with(one, SESSIONS).with(SESSIONS, one));

  it("add nothing of a repeated interaction, in whichever order they are", async ({ expect }) => {
    const id = crypto.randomUUID();
    await recordInteractions(trackerEnv, [usageOf(id)]);
    const last = reordered(([first = 0, interactions = 0, ...totals]) => [first, ...totals, interactions]);
    const { outcomes } = await recordInteractions(last, [usageOf(id)]);
    expect(outcomes).toMatchObject([{ status: "duplicate" }]);
    expect(await countsOf(id)).toEqual(ONCE);
  });

  it("need quarter hours before sessions: after them the new session is missed", async ({ expect }) => {
    const id = crypto.randomUUID();
    await recordInteractions(swapped(QUARTER_HOURS), [usageOf(id)]);
    expect(await lifetimesOf(`user_${id}`)).toMatchObject([{ session_count: 0 }]);
  });

  it("need users before sessions: after them the new session of a late event is missed", async ({ expect }) => {
    const [id, userId] = [crypto.randomUUID(), crypto.randomUUID()];
    const statedAtMs = Date.now() - 2 * 3_600_000;
    await recordInteractions(trackerEnv, [usageOf(`${id}_1`, { userId, statedAtMs })]);
    await foldUsers(env.DB, { nowMs: Date.now() });
    await recordInteractions(swapped(USERS), [usageOf(`${id}_2`, { userId, statedAtMs })]);
    expect(await lifetimesOf(userId)).toMatchObject([{ session_count: 1, interaction_count: 2 }]);
  });
});

describe("a pricing fault", () => {
  it("never stops an interaction: what cannot be computed is stored without a price", async ({ expect }) => {
    const id = crypto.randomUUID();
    // 10^12 output tokens at $15 per million are $15 million, more than nano-dollars hold exactly.
    const { outcomes } = await recordInteractions(trackerEnv, [usageOf(id, { tokens: { output: 1e12 } })]);
    expect(outcomes).toMatchObject([
      { status: "recorded", kept: { aiTokensCostNanoUsd: null, costStatus: "unpriced" } },
    ]);
    expect(outcomes[0]?.warnings.map(({ code }) => code)).toContain("pricing_unavailable");
    expect(await lifetimesOf(`user_${id}`)).toMatchObject([{ unpriced_count: 1 }]);
  });
});
