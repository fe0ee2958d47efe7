import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { ADMIN_TOKEN } from "../../../tests/stack/admin-token.ts";
import { adminHeaders, frontDoor, getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";

type Created = { id: string; key: string; langfuse: { public_key: string; secret_key: string } };

async function createKey(scopes: string[], name = crypto.randomUUID()): Promise<Created> {
  const response = await postJson("/api/keys", { name, scopes });
  if (response.status !== 201) throw new Error(`expected a key: ${await response.text()}`);
  return await response.json();
}

const keyStatuses = async (headers: Record<string, string>) => [
  (await getJson("/api/keys", headers)).status,
  (await postJson("/api/keys", { name: "x", scopes: ["read"] }, headers)).status,
  (await frontDoor("/api/keys/unknown", { method: "DELETE", headers })).status,
];

const postRaw = async (body: string, type: string) =>
  (await frontDoor("/api/keys", { method: "POST", body, headers: { ...adminHeaders, "content-type": type } })).status;

const signIn = async (key: string) => await postJson("/api/auth/sign-in", { key }, {});

const READING = [
  "/api/sessions",
  "/api/sessions/nobody",
  "/api/sessions/nobody/interactions",
  "/api/sessions/nobody/responses",
  "/api/librechat-urls",
  "/api/interactions",
  "/api/stats/daily",
  "/api/stats/timeseries",
  "/api/stats/breakdown",
  "/api/stats/users",
  "/api/stats/users/nobody",
  "/api/stats/system",
  "/api/filter-values",
  "/api/warnings",
  "/api/auth/me",
];

describe("a key", () => {
  it.for(READING)("is needed, with the scope read, for %s", async (path, { expect }) => {
    const [track, read] = [await createKey(["track"]), await createKey(["read"])];
    const statuses = await Promise.all(
      [{}, keyHeaders("vk_wrong"), keyHeaders(track.key), keyHeaders(read.key)].map(
        async (headers) => (await getJson(path, headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 403, path.includes("nobody") ? 404 : 200]);
  });

  it("with the scope admin is needed to manage keys", async ({ expect }) => {
    const [read, admin] = [await createKey(["read", "track"]), await createKey(["admin"])];
    expect(await keyStatuses({})).toEqual([401, 401, 401]);
    expect(await keyStatuses(keyHeaders(read.key))).toEqual([403, 403, 403]);
    expect(await keyStatuses(keyHeaders(admin.key))).toEqual([200, 201, 404]);
  });

  it("is stored as hashes only", async ({ expect }) => {
    const created = await createKey(["track"]);
    const row = await env.DB.prepare("SELECT * FROM api_keys WHERE id = ?1").bind(created.id).first();
    const text = JSON.stringify(row);
    expect(created.key.startsWith("vk_")).toBe(true);
    expect([created.key, created.langfuse.secret_key].filter((secret) => text.includes(secret))).toEqual([]);
  });

  it("works until it is revoked, which the audit log tells", async ({ expect }) => {
    const { id, key } = await createKey(["read"], "short-lived");
    const headers = keyHeaders(key);
    expect((await getJson("/api/auth/me", headers)).status).toBe(200);
    expect((await frontDoor(`/api/keys/${id}`, { method: "DELETE", headers: adminHeaders })).status).toBe(204);
    expect((await getJson("/api/auth/me", headers)).status).toBe(401);
    expect((await frontDoor(`/api/keys/${id}`, { method: "DELETE", headers: adminHeaders })).status).toBe(404);
    const { results } = await env.DB.prepare("SELECT actor, action FROM audit_log WHERE subject = ?1 ORDER BY action")
      .bind(id)
      .all();
    expect(results).toEqual([
      { actor: "admin-token", action: "api_key.created" },
      { actor: "admin-token", action: "api_key.revoked" },
    ]);
  });

  it("is listed without its secrets, and no longer once revoked", async ({ expect }) => {
    const { id } = await createKey(["track", "read"], "listed");
    type Keys = { data: { id: string }[] };
    const mine = async () => {
      const { data }: Keys = await (await getJson("/api/keys")).json();
      return data.filter((key) => key.id === id);
    };
    expect(await mine()).toEqual([
      { id, name: "listed", scopes: ["track", "read"], created_at: expect.any(String), expires_at: null },
    ]);
    await frontDoor(`/api/keys/${id}`, { method: "DELETE", headers: adminHeaders });
    expect(await mine()).toEqual([]);
  });

  it.for([
    [{ scopes: ["read"] }, "name"],
    [{ name: "x", scopes: [] }, "scopes"],
    [{ name: "x", scopes: ["root"] }, "scopes.0"],
    [{ name: "x", scopes: ["read"], expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    [{ name: "x", scopes: ["read"], expires_at: "tomorrow" }, "expires_at"],
  ] as const)("is not made from %j", async ([body, path], { expect }) => {
    const response = await postJson("/api/keys", body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_input", errors: [{ path }] });
  });

  it("is not made from a body of the wrong kind or size", async ({ expect }) => {
    expect([
      await postRaw("{", "application/json"),
      await postRaw("name=x", "application/x-www-form-urlencoded"),
      await postRaw(JSON.stringify({ name: "x".repeat(20_000), scopes: ["read"] }), "application/json"),
    ]).toEqual([400, 415, 413]);
  });
});

describe("signing in", () => {
  it("with the admin token or a reading key sets a cookie that reads", async ({ expect }) => {
    const { key } = await createKey(["read"], "browser");
    const response = await signIn(key);
    expect(await response.json()).toEqual({ name: "browser", scopes: ["read"] });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^voygent_session=.+HttpOnly; SameSite=Strict/);
    const me = await getJson("/api/auth/me", { cookie: cookie.split(";")[0] ?? "" });
    expect(await me.json()).toEqual({ name: "browser", scopes: ["read"] });
    expect((await signIn(ADMIN_TOKEN)).status).toBe(200);
  });

  it("is refused with an unknown key and with one that may not read", async ({ expect }) => {
    const { key } = await createKey(["track"]);
    expect([(await signIn("nonsense")).status, (await signIn(key)).status]).toEqual([401, 403]);
  });

  it("ends with signing out", async ({ expect }) => {
    const response = await postJson("/api/auth/sign-out", {}, {});
    expect(response.status).toBe(204);
    expect(response.headers.get("set-cookie")).toContain("voygent_session=; Max-Age=0");
  });
});
