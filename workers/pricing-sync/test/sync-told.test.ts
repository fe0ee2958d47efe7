import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { syncPrices } from "../src/services/sync/sync-prices.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { pricingSettings } from "./pricing-settings.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

const SOURCE = "genai-prices";
const ONE = feedOf({ m1: { input_mtok: 2 }, m2: { input_mtok: 5 } });
const OTHER = feedOf({ m1: { input_mtok: 3 }, m3: { input_mtok: 5 } });

const sync = async (body: Record<string, unknown> = {}): Promise<{ run_id: string; status: string }> =>
  await (await postJson("/pricing/sync", { sources: [SOURCE], ...body })).json();

const entries = async () =>
  await rowsOf("SELECT actor, subject, detail FROM audit_log WHERE action = 'price.synced' ORDER BY occurred_at_ms");

async function sourceNow() {
  const { data }: { data: { source: string; status: string; last_run: unknown }[] } = await (
    await getJson("/pricing/sources")
  ).json();
  return data.find(({ source }) => source === SOURCE);
}

beforeEach(async () => {
  await plantEmptyBook();
  await env.DB.exec("DELETE FROM audit_log");
});

describe("a sync that an admin asks for", () => {
  it("tells the audit log what it changed, with the change and in its name", async ({ expect }) => {
    await feed.answer({ body: ONE });
    const first = await sync();
    await feed.answer({ body: OTHER });
    const second = await sync();
    const told = (await entries()).map(({ detail, ...entry }) => ({ ...entry, detail: JSON.parse(String(detail)) }));
    const none = { skipped: 0, quarantined: 0 };
    expect(told).toEqual([
      {
        actor: "admin-token",
        subject: SOURCE,
        detail: { run_id: first.run_id, models: 2, added: 2, changed: 0, vanished: 0, ...none },
      },
      {
        actor: "admin-token",
        subject: SOURCE,
        detail: { run_id: second.run_id, models: 2, added: 1, changed: 1, vanished: 1, ...none },
      },
    ]);
    const revisions = await rowsOf("SELECT actor FROM price_revisions WHERE cause = 'price.synced'");
    expect(revisions).toEqual([{ actor: "admin-token" }, { actor: "admin-token" }]);
  });

  it("tells nothing when nothing has changed", async ({ expect }) => {
    await feed.answer({ body: ONE });
    await sync({ dry_run: true });
    expect(await entries()).toEqual([]);
    await sync();
    await sync();
    await feed.answer({ status: 500, body: "" });
    await sync();
    expect(await entries()).toHaveLength(1);
  });

  it("tells a price that waits for an admin once, however often its list is read", async ({ expect }) => {
    const dearer = feedOf({ m1: { input_mtok: 200 }, m2: { input_mtok: 5 } });
    await feed.answer({ body: ONE });
    await sync();
    await feed.answer({ body: dearer });
    expect(await sync()).toMatchObject({ sources: [{ status: "updated", changed: 0, quarantined: 1 }] });
    await feed.answer({ body: JSON.stringify(JSON.parse(dearer), null, 2) });
    expect(await sync()).toMatchObject({ status: "ok", sources: [{ status: "unchanged", quarantined: 1 }] });
    expect((await entries()).map(({ detail }) => JSON.parse(String(detail)).quarantined)).toEqual([0, 1]);
  });

  it("leaves neither changes nor an entry when the batch fails", async ({ expect }) => {
    await feed.answer({ body: ONE });
    await env.DB.exec("CREATE TRIGGER no_audit BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'no'); END");
    const run = await sync();
    await env.DB.exec("DROP TRIGGER no_audit");
    expect(run).toMatchObject({ status: "failed" });
    expect(await rowsOf("SELECT model FROM price_rates")).toEqual([]);
  });
});

describe("a list that failed", () => {
  it.for([
    ["304", { status: 304, body: "" }],
    ["the same list", { body: ONE, headers: { etag: '"one"' } }],
  ] as const)("is ok again when it answers %s, which is recorded once", async ([, answer], { expect }) => {
    await feed.answer({ body: ONE, headers: { etag: '"one"' } });
    await sync();
    await feed.answer({ status: 500, body: "" });
    expect(await sync()).toMatchObject({ status: "failed" });
    expect(await sourceNow()).toMatchObject({ status: "failed", last_run: { reason: "the price list answered 500" } });

    await feed.answer(answer);
    expect(await sync()).toMatchObject({ status: "ok" });
    expect(await sourceNow()).toMatchObject({ status: "ok", last_run: { status: "unchanged" } });
    expect(await (await getJson("/pricing/runs")).json()).toMatchObject({
      data: [
        { status: "ok", sources: [{ status: "unchanged", models: 2 }] },
        { status: "failed", sources: [{ status: "failed", reason: "the price list answered 500" }] },
        { status: "ok", sources: [{ status: "updated" }] },
      ],
    });
    expect(await sync()).toMatchObject({ status: "ok" });
    expect(await rowsOf("SELECT id FROM price_runs")).toHaveLength(3);
  });

  it("stays failed in a dry run", async ({ expect }) => {
    await feed.answer({ body: ONE });
    await sync();
    await feed.answer({ status: 500, body: "" });
    await sync();
    await feed.answer({ body: ONE });
    await sync({ dry_run: true });
    expect(await sourceNow()).toMatchObject({ status: "failed" });
  });
});

/** A database in which somebody else takes the next revision once, just before the first batch that wants it. */
function overtakenDatabase(): D1Database {
  let isWanted = false;
  let isTaken = false;
  return new Proxy(env.DB, {
    get: (database, name) => {
      if (name === "prepare") {
        return (sql: string) => {
          isWanted ||= sql.startsWith('insert into "price_revisions"');
          return database.prepare(sql);
        };
      }
      if (name === "batch") {
        return async (statements: D1PreparedStatement[]) => {
          if (isWanted && !isTaken) {
            isTaken = true;
            await env.DB.exec(
              "INSERT INTO price_revisions SELECT max(revision) + 1, 0, 'other', NULL FROM price_revisions",
            );
          }
          return await database.batch(statements);
        };
      }
      const value: unknown = Reflect.get(database, name);
      return typeof value === "function" ? value.bind(database) : value;
    },
  });
}

describe("a list that an own price overtakes", () => {
  it("is taken over on what is stored then", async ({ expect }) => {
    await feed.answer({ body: ONE });
    const by = { trigger: "cron", actor: null, nowMs: Date.now() } as const;
    const run = await syncPrices(pricingSettings(overtakenDatabase()), { ...by, sources: [SOURCE] });
    expect(run).toMatchObject({ status: "ok", sources: [{ status: "updated", added: 2 }] });
    const causes = await rowsOf("SELECT cause FROM price_revisions ORDER BY revision");
    expect(causes).toEqual([{ cause: "test" }, { cause: "other" }, { cause: "price.synced" }]);
    expect(await entries()).toEqual([]);
  });
});
