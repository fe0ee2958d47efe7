import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { everythingStored, lifetimesOf, rowsWhere } from "./stored.ts";

const sampleOf = (fields: Record<string, unknown> = {}) => {
  const id = crypto.randomUUID();
  return eventOf({ id: `sample_${id}`, session_id: `sample_s${id}`, source: "sample", ...fields });
};

async function trackKey(): Promise<Record<string, string>> {
  const response = await postJson("/api/keys", { name: "a client", scopes: ["track"] });
  const { key }: { key: string } = await response.json();
  return keyHeaders(key);
}

describe("sample data", () => {
  it("is an admin's to send", async ({ expect }) => {
    const key = await trackKey();
    const refused = await postJson("/track/interaction", sampleOf(), key);
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ path: "source" }] }]);
    expect((await postJson("/track/interaction", eventOf(), key)).status).toBe(201);
    expect((await postJson("/track/interaction", sampleOf())).status).toBe(201);
  });

  it("has ids that a removal finds again", async ({ expect }) => {
    const response = await postJson("/track/interaction", sampleOf({ id: crypto.randomUUID() }));
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ path: "id" }] }]);
  });

  it("shares no session with other events, so that its removal takes nothing else", async ({ expect }) => {
    const sample = sampleOf();
    await postJson("/track/interaction", sample);
    const joining = await postJson("/track/interaction", eventOf({ session_id: sample.session_id }));
    expect([joining.status, await joining.json()]).toMatchObject([400, { errors: [{ path: "session_id" }] }]);
    const spreading = await postJson("/track/interaction", sampleOf({ session_id: crypto.randomUUID() }));
    expect([spreading.status, await spreading.json()]).toMatchObject([400, { errors: [{ path: "session_id" }] }]);
    const opening = { session_id: sample.session_id, user_id: "a client" };
    expect((await postJson("/track/session/start", opening)).status).toBe(400);
  });

  it("goes without a trace, archived rows too, and nothing else goes", async ({ expect }) => {
    const real = eventOf({ user_id: "both", metadata: { agent_id: "a1" } });
    const samples = Array.from({ length: 20 }, (_, index) =>
      sampleOf({ user_id: index % 2 ? "both" : "sample only", metadata: { agent_id: "a1" } }),
    );
    await postJson("/track/batch", { interactions: [real, ...samples] });
    const archived = samples[0]?.id ?? "";
    await env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions WHERE id = ?1")
      .bind(archived)
      .run();
    await env.DB.prepare("DELETE FROM interactions WHERE id = ?1").bind(archived).run();

    const removals: { removed_interactions: number; status: string }[] = [];
    do {
      const response = await frontDoor("/track/sample", { method: "DELETE", headers: adminHeaders });
      removals.push(await response.json());
    } while (removals.at(-1)?.status === "more");

    expect(removals.reduce((sum, removal) => sum + removal.removed_interactions, 0)).toBeGreaterThanOrEqual(20);
    expect(await everythingStored()).not.toContain("sample");
    expect(await rowsWhere("interactions", "id", real.id)).toHaveLength(1);
    expect(await lifetimesOf("both")).toMatchObject([{ source: "api", interaction_count: 1, session_count: 1 }]);
    expect(await rowsWhere("usage_quarter_hours", "user_id", "both")).toMatchObject([{ interaction_count: 1 }]);
    expect(await rowsWhere("usage_labels", "user_id", "both")).toMatchObject([{ source: "api", interaction_count: 1 }]);
  });

  it("leaves the count of what has no price as it is for the rest", async ({ expect }) => {
    const model = `unheard-of-${crypto.randomUUID()}`;
    const tokens = { input: 7, output: 3 };
    const samples = [
      sampleOf({ model, tokens }),
      sampleOf({ model, tokens }),
      sampleOf({ model: `${model}-2`, tokens }),
    ];
    await postJson("/track/batch", { interactions: [eventOf({ model, tokens }), ...samples] });
    let removal: { status: string };
    do {
      const response = await frontDoor("/track/sample", { method: "DELETE", headers: adminHeaders });
      removal = await response.json();
    } while (removal.status === "more");
    const { results } = await env.DB.prepare("SELECT * FROM unpriced_models WHERE instr(model, ?1) = 1")
      .bind(model)
      .all();
    expect(results).toMatchObject([{ model, interaction_count: 1, input_tokens: 7, output_tokens: 3 }]);
  });

  it("is an admin's to remove", async ({ expect }) => {
    const response = await frontDoor("/track/sample", { method: "DELETE", headers: await trackKey() });
    expect(response.status).toBe(403);
  });
});
