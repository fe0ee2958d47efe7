import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor, getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";

const put = async (source: string, url: unknown, headers: Record<string, string> = adminHeaders) =>
  await frontDoor(`/api/librechat-urls/${encodeURIComponent(source)}`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ librechat_url: url }),
  });

const freshSource = () => `chat/${crypto.randomUUID()} ü`;

/** The link of a new session of this source. */
async function linkOf(sessionId: string, source: string): Promise<string | null> {
  await postJson("/track/interaction", { session_id: sessionId, user_id: "ada", type: "chat", source });
  const session: { librechat_url: string | null } = await (
    await getJson(`/api/sessions/${encodeURIComponent(sessionId)}`)
  ).json();
  return session.librechat_url;
}

async function actsOn(source: string) {
  const { results } = await env.DB.prepare("SELECT action, detail FROM audit_log WHERE subject = ?1 ORDER BY detail")
    .bind(source)
    .all();
  return results.map(({ action, detail }) => [action, JSON.parse(String(detail))]);
}

describe("the address of a LibreChat", () => {
  it("makes the sessions of its source link to their conversations, until it is removed", async ({ expect }) => {
    const source = freshSource();
    const conversation = crypto.randomUUID();
    expect(await linkOf(conversation, source)).toBeNull();
    expect((await put(source, "https://chat.example.com/")).status).toBe(200);
    expect(await linkOf(conversation, source)).toBe(`https://chat.example.com/c/${conversation}`);
    expect(await linkOf(crypto.randomUUID(), freshSource())).toBeNull();
    expect((await put(source, null)).status).toBe(200);
    expect(await linkOf(conversation, source)).toBeNull();
  });

  it("may have a path and a port, and ids are encoded behind it", async ({ expect }) => {
    const source = freshSource();
    await put(source, "http://intranet:3080/chat//");
    const id = `a/b?c#d ${crypto.randomUUID()}`;
    expect(await linkOf(id, source)).toBe(`http://intranet:3080/chat/c/${encodeURIComponent(id)}`);
  });

  it.for<[string, unknown]>([
    ["nothing", ""],
    ["a name alone", "chat.example.com"],
    ["a script", "javascript:alert(1)"],
    ["data", "data:text/html,x"],
    ["an address of another protocol", "ftp://chat.example.com"],
    ["an address with a password", "https://ada:secret@chat.example.com"],
    ["an address with a query", "https://chat.example.com?x=1"],
    ["an address with a fragment", "https://chat.example.com/#x"],
    ["an address that is too long", `https://${"a".repeat(1024)}.example`],
    ["a number", 7],
    ["an absent field", undefined],
  ])("is not %s", async ([, url], { expect }) => {
    const source = freshSource();
    const response = await put(source, url);
    const { errors }: { errors: { path: string }[] } = await response.json();
    expect([response.status, errors[0]?.path]).toEqual([400, "librechat_url"]);
    expect(await actsOn(source)).toEqual([]);
  });

  it("is listed, and the audit log tells each change once", async ({ expect }) => {
    const source = freshSource();
    for (const url of ["https://a.example", "https://a.example/", "https://b.example", null, null]) {
      expect((await put(source, url)).status).toBe(200);
      const { data }: { data: { source: string; librechat_url: string }[] } = await (
        await getJson("/api/librechat-urls")
      ).json();
      const listed = data.filter((each) => each.source === source).map((each) => each.librechat_url);
      expect(listed).toEqual(url === null ? [] : [new URL(url).origin]);
    }
    expect(await actsOn(source)).toEqual([
      ["source.librechat_url_set", { url: "https://a.example" }],
      ["source.librechat_url_set", { url: "https://b.example" }],
      ["source.librechat_url_removed", {}],
    ]);
  });

  it("is changed by admins only", async ({ expect }) => {
    const { key }: { key: string } = await (
      await postJson("/api/keys", { name: "r", scopes: ["read", "track"] })
    ).json();
    expect((await put(freshSource(), "https://a.example", keyHeaders(key))).status).toBe(403);
    expect((await put(freshSource(), "https://a.example", {})).status).toBe(401);
  });
});
