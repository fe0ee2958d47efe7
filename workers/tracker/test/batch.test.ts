import { describe, it } from "vitest";

import { adminHeaders, frontDoor, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { gzip } from "./gzip.ts";
import { lifetimesOf, rowsWhere } from "./stored.ts";

type Batch = {
  recorded: number;
  duplicates: number;
  rejected: number;
  results: {
    index: number;
    id: string | null;
    status: string;
    cost?: object;
    error?: { code: string; errors?: object[] };
  }[];
};

async function send(interactions: unknown): Promise<{ status: number; body: Batch }> {
  const response = await postJson("/track/batch", { interactions });
  return { status: response.status, body: await response.json() };
}

const countsOf = ({ recorded, duplicates, rejected }: Batch) => [recorded, duplicates, rejected];

describe("a batch", () => {
  it("of no items is refused", async ({ expect }) => {
    expect(await send([])).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  });

  it("of 1001 items is refused", async ({ expect }) => {
    expect(await send(Array.from({ length: 1001 }, () => ({})))).toMatchObject({
      status: 400,
      body: { code: "invalid_input" },
    });
  });

  it("of one item is recorded", async ({ expect }) => {
    const { status, body } = await send([eventOf()]);
    expect([status, countsOf(body)]).toEqual([200, [1, 0, 0]]);
  });

  it("of 1000 items is recorded in order, and is 1000 duplicates when it comes again", async ({ expect }) => {
    const { session_id, user_id } = eventOf();
    const events = Array.from({ length: 1000 }, () => eventOf({ session_id, user_id }));
    const first = await send(events);
    expect(countsOf(first.body)).toEqual([1000, 0, 0]);
    expect(first.body.results.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(countsOf((await send(events)).body)).toEqual([0, 1000, 0]);
    expect(await rowsWhere("sessions", "id", session_id)).toMatchObject([
      { interaction_count: 1000, input_tokens: 1_000_000, ai_tokens_cost_nano_usd: 3_420_000_000 },
    ]);
  });

  it("stores its good items although others are bad", async ({ expect }) => {
    const [good, bad] = [eventOf(), eventOf({ tokens: { input: -1 } })];
    const { status, body } = await send([bad, good, "nonsense", null]);
    expect([status, countsOf(body)]).toEqual([200, [1, 0, 3]]);
    expect(body.results).toMatchObject([
      { index: 0, id: bad.id, status: "invalid", error: { code: "invalid_input", errors: [{ path: "tokens.input" }] } },
      { index: 1, id: good.id, status: "recorded" },
      { index: 2, id: null, status: "invalid" },
      { index: 3, id: null, status: "invalid" },
    ]);
    expect(await rowsWhere("warnings", "subject", "tokens")).toMatchObject([{ kind: "rejected_item" }]);
  });

  it("with the same id twice and the same content records it once", async ({ expect }) => {
    const event = eventOf();
    const { body } = await send([event, event]);
    expect(body.results.map(({ status }) => status)).toEqual(["recorded", "duplicate"]);
    expect(await rowsWhere("sessions", "id", event.session_id)).toMatchObject([{ interaction_count: 1 }]);
  });

  it("with the same id twice and other content keeps the first", async ({ expect }) => {
    const event = eventOf();
    const { body } = await send([event, { ...event, status: "error" }]);
    expect(body.results.map(({ status }) => status)).toEqual(["recorded", "conflict"]);
    expect(countsOf(body)).toEqual([1, 0, 1]);
    expect(await rowsWhere("sessions", "id", event.session_id)).toMatchObject([
      { interaction_count: 1, error_count: 0 },
    ]);
  });

  it("with items that are stored, that conflict and that are new counts each right", async ({ expect }) => {
    const [stored, changed, fresh] = [eventOf(), eventOf(), eventOf()];
    await send([stored, changed]);
    const { body } = await send([stored, { ...changed, api_calls: 9 }, fresh]);
    expect(body.results.map(({ status }) => status)).toEqual(["duplicate", "conflict", "recorded"]);
    expect(await lifetimesOf(String(fresh["user_id"]))).toMatchObject([{ interaction_count: 1 }]);
  });

  it("of long items that pass 2 MB together is stored whole", async ({ expect }) => {
    const { session_id } = eventOf();
    const metadata = { label: "€".repeat(2600) };
    const interactions = Array.from({ length: 300 }, () => eventOf({ session_id, metadata }));
    const response = await frontDoor("/track/batch", {
      method: "POST",
      headers: { ...adminHeaders, "content-type": "application/json", "content-encoding": "gzip" },
      body: await gzip([new TextEncoder().encode(JSON.stringify({ interactions }))]),
    });
    expect(countsOf(await response.json())).toEqual([300, 0, 0]);
    expect(await rowsWhere("sessions", "id", session_id)).toMatchObject([{ interaction_count: 300 }]);
  });
});
