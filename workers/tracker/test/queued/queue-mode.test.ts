import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";

import { adminHeaders, frontDoor, postJson } from "../../../../tests/stack/front-door.ts";
import { exportJson, genaiExample, MARKER } from "../../src/intake/otlp/samples.fixture.ts";
import { eventOf } from "../event-of.ts";
import { everythingStored, rowsWhere } from "../stored.ts";
import { totalsOfEverything } from "../totals-of-everything.ts";

const UNTIL = { timeout: 20_000, interval: 50 };

async function countOf(ids: string[]): Promise<number> {
  const sql = "SELECT count(*) AS n FROM interactions WHERE id IN (SELECT value FROM json_each(?1))";
  return (await env.DB.prepare(sql).bind(JSON.stringify(ids)).first<number>("n")) ?? 0;
}

const post = async (path: string, type: string, body: string) =>
  await frontDoor(path, { method: "POST", headers: { ...adminHeaders, "content-type": type }, body });

const eventsOf = (count: number) => Array.from({ length: count }, () => eventOf());
const idsOf = (events: { id: string }[]) => events.map(({ id }) => id);
const cloudEvent = (data: { id: string }) => ({ specversion: "1.0", id: data.id, source: "ce", type: "usage", data });

describe("in queue mode", () => {
  it("an interaction is answered as queued, and stored with its price", async ({ expect }) => {
    const event = eventOf({ nonsense: 1 });
    const answer = await postJson("/track/interaction", event);
    expect([answer.status, await answer.json()]).toMatchObject([
      202,
      { id: event.id, session_id: event.session_id, status: "queued", warnings: [{ code: "unknown_field" }] },
    ]);
    await vi.waitUntil(async () => (await countOf([event.id])) === 1, UNTIL);
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ ai_tokens_cost_nano_usd: 3_420_000 }]);
  });

  it("an interaction that is not valid is refused at once", async ({ expect }) => {
    expect((await postJson("/track/interaction", eventOf({ type: "nonsense" }))).status).toBe(400);
  });

  it("a batch tells what is queued and what is refused", async ({ expect }) => {
    const events = eventsOf(250);
    const answer = await postJson("/track/batch", { interactions: [...events, { type: "nonsense" }] });
    const body = await answer.json<{ results: { status: string }[] }>();
    expect(body).toMatchObject({ recorded: 0, duplicates: 0, queued: 250, rejected: 1 });
    expect(body.results.map(({ status }) => status)).toEqual([...events.map(() => "queued"), "invalid"]);
    await vi.waitUntil(async () => (await countOf(idsOf(events))) === 250, UNTIL);
  });

  it("events of more bytes than one send takes are all stored", async ({ expect }) => {
    const events = Array.from({ length: 90 }, () => eventOf({ metadata: { label: "€".repeat(2500) } }));
    expect((await postJson("/track/batch", { interactions: events })).status).toBe(200);
    await vi.waitUntil(async () => (await countOf(idsOf(events))) === 90, UNTIL);
  });

  it("lines, CloudEvents and spans are queued and stored", async ({ expect }) => {
    const [lines, batch, single] = [eventsOf(20), eventsOf(20), eventOf()];
    const text = lines.map((event) => JSON.stringify(event)).join("\n");
    const answers = [
      await post("/track/batch", "application/x-ndjson", text),
      await post("/v1/events", "application/cloudevents-batch+json", JSON.stringify(batch.map(cloudEvent))),
      await post("/v1/events", "application/cloudevents+json", JSON.stringify(cloudEvent(single))),
      await post("/v1/traces", "application/json", JSON.stringify(genaiExample())),
      await post("/v1/traces", "application/json", JSON.stringify(exportJson([]))),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 202, 200, 200]);
    const ids = [...idsOf([...lines, ...batch]), single.id, "5e1d0c7a9b3f48e2a6d4c01f2b7e9835:a1b2c3d4e5f60718"];
    await vi.waitUntil(async () => (await countOf(ids)) === 42, UNTIL);
    expect(await everythingStored()).not.toContain(MARKER);
  });

  it("an event that is sent again, at once and later, is counted once, and totals equal the rows", async ({
    expect,
  }) => {
    const events = eventsOf(30);
    await Promise.all([1, 2, 3].map(() => postJson("/track/batch", { interactions: events })));
    await vi.waitUntil(async () => (await countOf(idsOf(events))) === 30, UNTIL);
    await postJson("/track/batch", { interactions: events });
    const last = eventOf();
    await postJson("/track/interaction", last);
    await vi.waitUntil(async () => (await countOf([last.id])) === 1, UNTIL);
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  });
});
