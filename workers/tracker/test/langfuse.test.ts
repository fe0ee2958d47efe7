import { describe, it } from "vitest";

import { frontDoor, getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { exportJson, GENAI_CALL, langfuseExample, MARKER } from "../src/intake/otlp/samples.fixture.ts";
import { everythingStored, rowsWhere } from "./stored.ts";

type Created = { id: string; key: string; langfuse: { public_key: string; secret_key: string } };

async function createKey(scopes = ["track"]): Promise<Created> {
  return await (await postJson("/api/keys", { name: crypto.randomUUID(), scopes })).json();
}

const basic = (publicKey: string, secretKey: string) => ({
  authorization: `Basic ${btoa(`${publicKey}:${secretKey}`)}`,
});
const pairHeaders = ({ langfuse }: Created) => basic(langfuse.public_key, langfuse.secret_key);

const traceId = () => crypto.randomUUID().replaceAll("-", "");

describe("a pair of Langfuse keys", () => {
  const PATHS: [method: string, path: string, body: unknown, status: number][] = [
    ["GET", "/api/public/projects", undefined, 200],
    ["POST", "/api/public/otel/v1/traces", {}, 200],
    ["POST", "/v1/traces", {}, 200],
    ["POST", "/api/public/ingestion", { batch: [] }, 207],
    ["POST", "/api/public/scores", { traceId: traceId(), name: "n", value: 1 }, 200],
    ["POST", "/api/public/media", {}, 200],
    ["DELETE", "/api/public/scores/nobody", undefined, 404],
    ["POST", "/track/batch", { interactions: [{}] }, 200],
  ];

  it.for(PATHS)("opens %s %s as the key beside it does", async ([method, path, body, status], { expect }) => {
    const [track, read] = [await createKey(), await createKey(["read"])];
    const [other] = [await createKey()];
    const send = async (headers: Record<string, string>) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await frontDoor(path, {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...json,
      });
      return response.status;
    };
    expect({
      pair: await send(pairHeaders(track)),
      key: await send(keyHeaders(track.key)),
      none: await send({}),
      wrongSecret: await send(basic(track.langfuse.public_key, "sk-lf-wrong")),
      publicOfAnother: await send(basic(other.langfuse.public_key, track.langfuse.secret_key)),
      noPair: await send({ authorization: "Basic !!!" }),
    }).toEqual({ pair: status, key: status, none: 401, wrongSecret: 401, publicOfAnother: 401, noPair: 401 });
    if (path !== "/api/public/ingestion") expect(await send(pairHeaders(read))).toBe(403);
  });

  it("is of no use once its key is revoked", async ({ expect }) => {
    const key = await createKey();
    await frontDoor(`/api/keys/${key.id}`, { method: "DELETE", headers: await adminOf() });
    expect((await getJson("/api/public/projects", pairHeaders(key))).status).toBe(401);
    expect((await postJson("/api/public/ingestion", { batch: [] }, keyHeaders(key.langfuse.public_key))).status).toBe(
      401,
    );
  });

  it("opens, by its public key alone, the check with an empty batch and nothing else", async ({ expect }) => {
    const { langfuse } = await createKey();
    const headers = { ...keyHeaders(langfuse.public_key), "x-langfuse-public-key": langfuse.public_key };
    const check = await postJson("/api/public/ingestion", { batch: [] }, headers);
    expect([check.status, await check.json()]).toEqual([207, { successes: [], errors: [] }]);
    const score = { id: "e1", type: "score-create", body: { traceId: traceId(), name: "n", value: 1 } };
    expect([
      (await postJson("/api/public/ingestion", { batch: [score] }, headers)).status,
      (await getJson("/api/public/projects", headers)).status,
      (await postJson("/api/public/scores", score.body, headers)).status,
      (await postJson("/api/public/media", {}, headers)).status,
      (await postJson("/v1/traces", {}, headers)).status,
      (await postJson("/api/public/otel/v1/traces", {}, headers)).status,
      (await postJson("/track/batch", { interactions: [{}] }, headers)).status,
      (await getJson("/api/interactions", headers)).status,
      (await getJson("/api/public/projects", basic(langfuse.public_key, ""))).status,
    ]).toEqual([403, 401, 401, 401, 401, 401, 401, 401, 401]);
  });

  it("is answered with exactly one project", async ({ expect }) => {
    const response = await getJson("/api/public/projects", pairHeaders(await createKey()));
    expect(await response.json()).toEqual({ data: [{ id: "voygent-usage", name: "Voygent Usage" }] });
  });
});

async function adminOf() {
  return keyHeaders((await createKey(["admin"])).key);
}

describe("a score", () => {
  type Listed = { data: { id: string; feedback: unknown[] }[] };

  const feedbackOf = async (session: string) => {
    const { data }: Listed = await (await getJson(`/api/interactions?session_id=${session}`)).json();
    return data.map(({ feedback }) => feedback);
  };

  it("is shown at the interactions of its trace, replaced by its next and taken back", async ({ expect }) => {
    const [trace, session] = [traceId(), crypto.randomUUID()];
    const spans = ["a", "b"].map((digit) => ({
      traceId: trace,
      spanId: digit.repeat(16),
      attributes: { ...GENAI_CALL, "gen_ai.conversation.id": session },
    }));
    await postJson("/v1/traces", exportJson(spans));
    expect(await feedbackOf(session)).toEqual([[], []]);

    const id = `feedback-${trace}`;
    const thumb = (value: number) => ({
      id,
      traceId: trace.toUpperCase(),
      name: "user-feedback",
      value,
      dataType: "BOOLEAN",
      comment: MARKER,
      metadata: { rating: "thumbsDown", tag: "not_matched", text: MARKER },
    });
    const answer = await postJson("/api/public/scores", thumb(1));
    expect([answer.status, await answer.json()]).toEqual([200, { id }]);
    await postJson("/api/public/scores", thumb(0));
    const shown = { name: "user-feedback", value: 0, label: "not_matched", observed_at: expect.any(String) };
    expect(await feedbackOf(session)).toEqual([[shown], [shown]]);
    await postJson("/api/public/scores", {
      traceId: trace,
      observationId: "a".repeat(16),
      name: "tone",
      value: "polite",
    });
    const tone = { name: "tone", value: null, label: "polite", observed_at: expect.any(String) };
    expect((await feedbackOf(session)).toSorted((left, right) => left.length - right.length)).toEqual([
      [shown],
      [shown, tone],
    ]);

    const gone = await frontDoor(`/api/public/scores/${id}`, { method: "DELETE", headers: await adminOf() });
    expect(gone.status).toBe(200);
    expect(await rowsWhere("feedback", "id", id)).toEqual([]);
    expect(await everythingStored()).not.toContain(MARKER);
  });

  it("without an id is one score, however often it is sent", async ({ expect }) => {
    const score = { traceId: traceId(), name: "helpful", value: 1 };
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await (await postJson("/api/public/scores", score)).json<{ id: string }>()).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await rowsWhere("feedback", "trace_id", score.traceId)).toMatchObject([{ id: ids[0], value: 1 }]);
  });

  it("that is refused is counted among the warnings, and what it says is stored nowhere", async ({ expect }) => {
    const before = await rowsWhere("warnings", "subject", "score");
    expect(before).toEqual([]);
    const name = `I think that ${MARKER} is wrong here`;
    expect((await postJson("/api/public/scores", { traceId: traceId(), name, value: 1 })).status).toBe(400);
    expect(await rowsWhere("warnings", "subject", "score")).toMatchObject([
      { kind: "rejected_item", source: "langfuse", warning_count: 1 },
    ]);
    expect(await everythingStored()).not.toContain(MARKER);
  });

  it("is refused without a name, a value, and a trace or session", async ({ expect }) => {
    const statuses = [
      { name: "n", value: 1 },
      { traceId: "t", value: 1 },
      { traceId: "t", name: "n" },
      { traceId: "t", name: "n", value: null },
      { sessionId: "s", name: "n", value: true },
    ].map(async (score) => (await postJson("/api/public/scores", score)).status);
    expect(await Promise.all(statuses)).toEqual([400, 400, 400, 400, 200]);
  });

  it("of a text that somebody wrote keeps its name alone", async ({ expect }) => {
    const id = crypto.randomUUID();
    await postJson("/api/public/scores", { id, traceId: "t", name: "note", value: MARKER, dataType: "TEXT" });
    expect(await rowsWhere("feedback", "id", id)).toMatchObject([{ name: "note", value: null, label: null }]);
  });

  it("is taken from the older ingestion, which answers each event of its own", async ({ expect }) => {
    const [id, trace] = [crypto.randomUUID(), traceId()];
    const batch = [
      {
        id: "e1",
        type: "score-create",
        timestamp: "2026-03-04T10:00:00Z",
        body: { id, traceId: trace, name: "n", value: 0.5 },
      },
      {
        id: "e2",
        type: "score-create",
        timestamp: "2026-03-04T09:00:00Z",
        body: { id, traceId: trace, name: "n", value: 0.9 },
      },
      { id: "e3", type: "generation-create", body: { input: MARKER } },
      { id: "e4", type: "score-create", body: { traceId: trace, value: 1 } },
      MARKER,
    ];
    const answer = await postJson("/api/public/ingestion", { batch });
    const onlyScores = "only scores are taken here; send spans to /api/public/otel/v1/traces";
    expect([answer.status, await answer.json()]).toEqual([
      207,
      {
        successes: [
          { id: "e1", status: 201 },
          { id: "e2", status: 201 },
        ],
        errors: [
          { id: "e3", status: 400, message: onlyScores },
          { id: "e4", status: 400, message: "body.name: expected a text" },
          { id: "", status: 400, message: onlyScores },
        ],
      },
    ]);
    expect(await rowsWhere("feedback", "id", id)).toMatchObject([{ value: 0.5 }]);
    expect(await everythingStored()).not.toContain(MARKER);
  });
});

it("an upload of media leads nowhere, as the SDK understands it", async ({ expect }) => {
  const answer = await postJson("/api/public/media", { contentType: "image/png", contentLength: 5, sha256Hash: "x" });
  expect([answer.status, await answer.json()]).toEqual([200, { mediaId: expect.any(String), uploadUrl: null }]);
});

it("spans of a Langfuse client name langfuse in what is odd about them", async ({ expect }) => {
  const [span] = langfuseExample().resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  const body = { resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, traceId: "not-hex" }] }] }] };
  const answer = await postJson("/api/public/otel/v1/traces", body);
  expect(await answer.json()).toEqual({
    partialSuccess: {
      rejectedSpans: "1",
      errorMessage: "1 span rejected: traceId must be 32 hex digits, not all of them 0 (1 span)",
    },
  });
  expect(await rowsWhere("warnings", "subject", "traceId")).toMatchObject([{ source: "langfuse", warning_count: 1 }]);
});
