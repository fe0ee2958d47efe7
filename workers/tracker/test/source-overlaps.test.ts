import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { selectSourceOverlaps } from "@voygent/db";

import { postJson } from "../../../tests/stack/front-door.ts";
import { exportJson } from "../src/intake/otlp/samples.fixture.ts";
import { findSourceOverlaps } from "../src/jobs/find-source-overlaps.ts";
import { eventOf } from "./event-of.ts";
import { recordWith } from "./record-with.ts";
import { rowsWhere } from "./stored.ts";
import { removeEverything } from "./totals-of-everything.ts";

const HOUR_MS = 3_600_000;
const AT_MS = Date.parse("2026-03-04T10:02:10Z");
const NOW_MS = AT_MS + 2 * HOUR_MS;

const at = (ms: number) => new Date(ms).toISOString();

const nano = (ms: number) => `${ms}000000`;

const found = async () =>
  (await rowsWhere("warnings", "kind", "sources_overlap")).map(({ source, subject, warning_count, example_id }) => [
    source,
    subject,
    warning_count,
    example_id,
  ]);

beforeEach(removeEverything);

describe("the clock finds that two sources report the same calls", () => {
  it("of LibreChat's plugin and its Langfuse path, which have ids of their own", async ({ expect }) => {
    const call = { user_id: "665f0c1d", session_id: "3c9f1b7e", provider: "openai", model: "gpt-5.1" };
    const tokens = { input: 6364, output: 225, cache_read: 6144, reasoning: 130 };
    const plugin = eventOf({ ...call, tokens, source: "librechat-plugin", timestamp: at(AT_MS + 3000) });
    expect((await postJson("/track/interaction", plugin)).status).toBe(201);
    const span = {
      startTimeUnixNano: nano(AT_MS),
      endTimeUnixNano: nano(AT_MS + 3000),
      attributes: {
        "user.id": call.user_id,
        "session.id": call.session_id,
        "langfuse.observation.type": "generation",
        "langfuse.observation.model.name": call.model,
        "langfuse.observation.usage_details":
          '{"input":220,"output":95,"total":6589,"input_cache_read":6144,"output_reasoning":130}',
      },
    };
    const path = "/api/public/otel/v1/traces";
    expect((await postJson(path, exportJson([span], { "service.name": "librechat" }))).status).toBe(200);

    expect(await findSourceOverlaps(env.DB, NOW_MS)).toBe(1);
    expect(await found()).toEqual([["librechat", "librechat-plugin", 1, expect.stringContaining(":")]]);
    expect(await rowsWhere("warnings", "kind", "sources_overlap")).toMatchObject([
      { last_seen_at_ms: Date.parse("2026-03-04T10:00:00Z") },
    ]);
  });

  it("and not of others: other counts, user, session, model, hour, or one source alone", async ({ expect }) => {
    const same = { session_id: "s", user_id: "u", source: "a", timestamp: at(AT_MS) };
    await recordWith(null, [
      eventOf(same),
      eventOf(same),
      eventOf({ ...same, source: "b", tokens: { input: 1000, output: 101 } }),
      eventOf({ ...same, source: "c", user_id: "v" }),
      eventOf({ ...same, source: "d", session_id: "t" }),
      eventOf({ ...same, source: "e", model: "gpt-5.1" }),
      eventOf({ ...same, source: "f", timestamp: at(AT_MS + 15 * 60_000) }),
      eventOf({ ...same, source: "g", type: "db", tokens: {} }),
      eventOf({ ...same, source: "h", type: "db", tokens: {} }),
    ]);
    expect(await findSourceOverlaps(env.DB, NOW_MS)).toBe(0);
    await recordWith(null, [
      eventOf({ ...same, source: "b" }),
      eventOf({ ...same, source: "i" }),
      eventOf({ ...same, source: "i" }),
    ]);
    expect([await findSourceOverlaps(env.DB, NOW_MS - HOUR_MS), await findSourceOverlaps(env.DB, NOW_MS)]).toEqual([
      0, 1,
    ]);
    expect(await found()).toMatchObject([["a", "i", 2, expect.any(String)]]);
  });

  it("by ranges of keys alone", async ({ expect }) => {
    const prepared: string[] = [];
    const recorder = new Proxy(env.DB, {
      get: (database, name) => {
        if (name !== "prepare") return Reflect.get(database, name);
        return (text: string) => {
          prepared.push(text);
          return database.prepare(text);
        };
      },
    });
    selectSourceOverlaps(recorder, { startMs: 0, endMs: 0 });
    const sql = (prepared[0] ?? "").replaceAll(/\?[12]/g, "0");
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>();
    const steps = plan.results.map(({ detail }) => detail);
    expect(steps.filter((step) => /^SCAN (sessions|usage|stored|interactions)/.test(step))).toEqual([]);
    expect(steps.join("\n")).toContain(
      "SEARCH usage USING PRIMARY KEY (user_id=? AND quarter_hour>? AND quarter_hour<?)",
    );
  });
});
