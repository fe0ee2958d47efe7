import { listLocalDays } from "@voygent/contracts";
import { closeLocalDays } from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { mixedUsage, plantUsage } from "./plant-usage.ts";

const ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Havana"] as const;
const RANGE = "start_date=2026-02-27&end_date=2026-03-12";

const questions = (tz: string) => [
  `/api/stats/daily?${RANGE}&tz=${tz}`,
  `/api/stats/daily?${RANGE}&tz=${tz}&model=gpt-5`,
  `/api/stats/daily?start_date=2026-03-01T05:15:00Z&end_date=2026-03-06T01:30:00Z&tz=${tz}`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&interval=week&top=2`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&group_by=category&interval=month`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&group_by=user&environment=staging`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=provider&status=ok`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=user&metric=interactions`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=model&user_id=closed-ada`,
  `/api/stats/users?${RANGE}&tz=${tz}`,
  `/api/stats/users?${RANGE}&tz=${tz}&user_id=closed-bob&sort=-session_count`,
  `/api/stats/users?${RANGE}&tz=${tz}&type=api`,
];

const ask = async (tz: string) =>
  await Promise.all(questions(tz).map(async (path) => [path, await (await getJson(path)).json()] as const));

const forgetDays = async () => {
  await env.DB.batch(
    ["local_days", "local_day_models", "local_day_users"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
};

/** Waits until what was asked for after an answer is done: no day has been closed for a while. */
async function untilClosed(tz: string, count: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const row = await env.DB.prepare("SELECT COUNT(*) AS n FROM local_days WHERE tz = ?1")
      .bind(tz)
      .first<{ n: number }>();
    if ((row?.n ?? 0) >= count) return;
    await scheduler.wait(50);
  }
  throw new Error(`${tz} has fewer than ${count} closed days`);
}

beforeAll(async () => {
  await plantUsage(mixedUsage("closed", "2026-02-27T20:00:00Z", 400));
});

describe("closing days", () => {
  it("never changes an answer, whichever days are closed", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.subarray(
          Array.from({ length: 14 }, (_, index) => index),
          { minLength: 1 },
        ),
        async (tz, chosen) => {
          await forgetDays();
          const before = await ask(tz);
          await forgetDays();
          const days = listLocalDays(tz, "2026-02-27", "2026-03-12").filter((_, index) => chosen.includes(index));
          await env.DB.batch(closeLocalDays(env.DB, tz, days));
          expect(await ask(tz)).toEqual(before);
        },
      ),
      { numRuns: 6 },
    );
  });

  it("happens after the first question, and a late event opens the day again", async ({ expect }) => {
    await forgetDays();
    type Daily = { totals: { interaction_count: number } };
    const path = `/api/stats/daily?${RANGE}&tz=Asia/Tokyo`;
    const first: Daily = await (await getJson(path)).json();
    await untilClosed("Asia/Tokyo", 13);
    await plantUsage([
      { id: crypto.randomUUID(), session_id: "closed-late", user_id: "closed-late", timestamp: "2026-03-04T12:00:00Z" },
    ]);
    const second: Daily = await (await getJson(path)).json();
    expect(second.totals.interaction_count).toBe(first.totals.interaction_count + 1);
    await untilClosed("Asia/Tokyo", 13);
    const third: Daily = await (await getJson(path)).json();
    expect(third).toEqual(second);
  });

  it("begins with the day of the first activity", async ({ expect }) => {
    await forgetDays();
    await (await getJson("/api/stats/daily?start_date=2026-01-01&end_date=2026-03-12&tz=Asia/Tokyo")).json();
    await untilClosed("Asia/Tokyo", 13);
    const { results } = await env.DB.prepare("SELECT MIN(day) AS first, COUNT(*) AS n FROM local_days").all();
    // The first interaction is at 20:00 UTC on 27 February, the 28th in Tokyo; 13 days from there to 12 March.
    expect(results).toEqual([{ first: "2026-02-28", n: 13 }]);
  });
});
