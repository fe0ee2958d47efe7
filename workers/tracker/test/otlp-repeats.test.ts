import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { abortOnTraceMates } from "@voygent/db";

import { postJson } from "../../../tests/stack/front-door.ts";
import { ARRIVAL, exportJson, readJson, type SampleAttributes } from "../src/intake/otlp/samples.fixture.ts";
import { recordInteractions } from "../src/services/record-interactions.ts";
import { rowsWhere } from "./stored.ts";
import { totalsOfEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

const CHAT: SampleAttributes = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "anthropic",
  "gen_ai.request.model": "claude-sonnet-4-5",
  "gen_ai.usage.input_tokens": 1000,
  "gen_ai.usage.output_tokens": 100,
};
/** The same call under the name that a gateway has for its model. */
const ALIAS: SampleAttributes = { ...CHAT, "gen_ai.request.model": "anthropic/claude-sonnet-4-5-20250929" };
const SILENT: SampleAttributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "claude-sonnet-4-5" };
const OTHER_MODEL: SampleAttributes = { "gen_ai.request.model": "claude-haiku-4-5" };
const usage = (input: number, output: number): SampleAttributes => ({
  ...CHAT,
  "gen_ai.usage.input_tokens": input,
  "gen_ai.usage.output_tokens": output,
});
const CLIENT: SampleAttributes = { "http.request.method": "POST" };

const hex = (digits: number) => crypto.randomUUID().replaceAll("-", "").slice(0, digits);

type Period = [fromMs: number, toMs: number];

/** A fresh trace of which `send` sends spans, named by letters, as one request of a program. */
function freshTrace() {
  const traceId = hex(32);
  const ids = new Map<string, string>();
  const idOf = (name: string) => ids.get(name) ?? ids.set(name, hex(16)).get(name) ?? "";
  const startMs = Date.now();
  const spanOf = (name: string, parent: string, attributes: SampleAttributes, period?: Period) => ({
    traceId,
    spanId: idOf(name),
    ...(parent !== "" && { parentSpanId: idOf(parent) }),
    ...(period !== undefined && {
      startTimeUnixNano: `${startMs + period[0]}000000`,
      endTimeUnixNano: `${startMs + period[1]}000000`,
    }),
    attributes: { ...attributes, "session.id": traceId, "user.id": traceId },
  });
  type Span = [name: string, parent: string, attributes: SampleAttributes, period?: Period];
  const exportOf = (source: string, spans: Span[]) =>
    exportJson(
      spans.map((span) => spanOf(...span)),
      { "service.name": `${source}-${traceId}` },
    );
  const stored = async () => {
    const rows = await rowsWhere("interactions", "session_id", traceId);
    return [...ids]
      .flatMap(([name, id]) => (rows.some((row) => row["id"] === `${traceId}:${id}`) ? [name] : []))
      .join("");
  };
  const send = async (source: string, ...spans: Span[]) =>
    (await postJson("/v1/traces", exportOf(source, spans))).json();
  return { traceId, idOf, exportOf, send, stored };
}

type Send = ReturnType<typeof freshTrace>["send"];

const warningsOf = async (traceId: string) =>
  (await rowsWhere("warnings", "subject", `gateway-${traceId}`)).map(({ kind, source, warning_count, example_id }) => [
    kind,
    source,
    warning_count,
    example_id,
  ]);

describe("a call that two spans report in two requests is billed once", () => {
  it("when the inner one comes second, and the warning names both", async ({ expect }) => {
    const { traceId, idOf, send, stored } = freshTrace();
    await send("app", ["a", "", CHAT]);
    expect(await send("gateway", ["b", "a", CHAT])).toEqual({});
    expect(await stored()).toBe("a");
    expect(await warningsOf(traceId)).toEqual([["repeated_call", `app-${traceId}`, 1, `${traceId}:${idOf("a")}`]]);
    expect(await rowsWhere("sessions", "id", traceId)).toMatchObject([{ interaction_count: 1, input_tokens: 1000 }]);
  });

  it("when the outer one comes second", async ({ expect }) => {
    const { traceId, idOf, send, stored } = freshTrace();
    await send("app", ["b", "a", CHAT]);
    await send("gateway", ["a", "", CHAT], ["c", "", { ...CHAT, "gen_ai.usage.input_tokens": 7 }]);
    expect(await stored()).toBe("bc");
    expect(await warningsOf(traceId)).toEqual([["repeated_call", `app-${traceId}`, 1, `${traceId}:${idOf("b")}`]]);
  });

  it("when a span that is no call stands between them, whichever it comes with", async ({ expect }) => {
    const found: string[] = [];
    const orders: ((send: ReturnType<typeof freshTrace>["send"]) => Promise<void>)[] = [
      async (send) => {
        await send("app", ["a", "", CHAT], ["h", "a", CLIENT]);
        await send("gateway", ["b", "h", CHAT]);
      },
      async (send) => {
        await send("gateway", ["b", "h", CHAT]);
        await send("app", ["a", "", CHAT], ["h", "a", CLIENT]);
      },
      async (send) => {
        await send("app", ["a", "", CHAT]);
        await send("gateway", ["b", "h", CHAT], ["h", "a", CLIENT]);
      },
      async (send) => {
        await send("gateway", ["b", "h", CHAT], ["h", "a", CLIENT]);
        await send("app", ["a", "", CHAT]);
      },
    ];
    for (const order of orders) {
      const { send, stored } = freshTrace();
      await order(send);
      found.push(await stored());
    }
    expect(found).toEqual(["a", "b", "a", "b"]);
  });

  it("when another program hands on the same span, after it, beside it or in one request", async ({ expect }) => {
    const after = freshTrace();
    await after.send("app", ["a", "", CHAT]);
    expect(await after.send("gateway", ["a", "", CHAT])).toEqual({});
    expect(await warningsOf(after.traceId)).toMatchObject([
      ["repeated_call", `app-${after.traceId}`, 1, expect.any(String)],
    ]);
    await after.send("enricher", ["a", "", { ...CHAT, "gen_ai.usage.output_tokens": 101 }]);
    const beside = freshTrace();
    await Promise.all([beside.send("app", ["a", "", CHAT]), beside.send("gateway", ["a", "", CHAT])]);
    const together = freshTrace();
    const programs = ["app", "gateway"].map((source) => together.exportOf(source, [["a", "", CHAT]]));
    await postJson("/v1/traces", { resourceSpans: programs.flatMap(({ resourceSpans }) => resourceSpans) });
    const traces = [after, beside, together].map(({ traceId }) => rowsWhere("interactions", "session_id", traceId));
    expect((await Promise.all(traces)).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it("when a span between them comes alone or never, by their times", async ({ expect }) => {
    const found: string[] = [];
    for (const [first, second, third] of [
      ["app", "client", "gateway"],
      ["client", "gateway", "app"],
      ["gateway", "app", "client"],
    ]) {
      const { send, stored } = freshTrace();
      for (const name of [first, second, third]) {
        if (name === "app") await send("app", ["a", "", CHAT, [0, 900]]);
        if (name === "client") await send("app", ["h", "a", CLIENT, [5, 890]]);
        if (name === "gateway") await send("gateway", ["b", "h", ALIAS, [10, 880]]);
      }
      found.push(await stored());
    }
    expect(found).toEqual(["a", "b", "b"]);
  });

  it("when a queue hands both over in one batch and only their times tell", async ({ expect }) => {
    const { exportOf, stored } = freshTrace();
    const outer = readJson(exportOf("app", [["a", "", CHAT, [0, 900]]])).events;
    const inner = readJson(exportOf("gateway", [["b", "h", CHAT, [10, 880]]])).events;
    await recordInteractions(trackerEnv, [...inner, ...outer]);
    expect(await stored()).toBe("b");
  });

  it("when both come at once", async ({ expect }) => {
    const { send, stored } = freshTrace();
    await Promise.all([send("app", ["a", "", CHAT]), send("gateway", ["b", "a", CHAT])]);
    expect(await stored()).toHaveLength(1);
  });

  it("when a queue hands both over in one batch", async ({ expect }) => {
    const { exportOf, stored } = freshTrace();
    const [outer] = readJson(exportOf("app", [["a", "", CHAT]])).events;
    const [inner] = readJson(exportOf("gateway", [["b", "a", CHAT]])).events;
    if (outer === undefined || inner === undefined) throw new Error("expected two calls");
    await recordInteractions(trackerEnv, [outer, inner]);
    expect(await stored()).toBe("b");
    expect(outer.receivedAtMs).toBe(ARRIVAL.receivedAtMs);
  });

  it("however often either is sent again, and totals equal the rows", async ({ expect }) => {
    const { traceId, send, stored } = freshTrace();
    for (let round = 0; round < 3; round += 1) {
      await send("app", ["a", "", CHAT]);
      await send("gateway", ["b", "a", CHAT]);
    }
    expect(await stored()).toBe("a");
    expect(await warningsOf(traceId)).toMatchObject([["repeated_call", `app-${traceId}`, 3, expect.any(String)]]);
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  });
});

describe("a call that tells what the calls within it used together is not billed beside them", () => {
  // 100 + 200 + 300, 10 + 20 + 30
  const whole = usage(600, 60);
  const parts = [
    ["b", "a", usage(100, 10)],
    ["c", "a", usage(200, 20)],
    ["d", "h", usage(300, 30)],
  ] as const;

  it("when they came before it, each alone", async ({ expect }) => {
    const { traceId, send, stored } = freshTrace();
    for (const [name, parent, used] of parts) await send("app", [name, parent, used]);
    await send("gateway", ["h", "a", CLIENT], ["a", "", whole]);
    expect(await stored()).toBe("bcd");
    expect(await warningsOf(traceId)).toMatchObject([["repeated_call", `app-${traceId}`, 1, expect.any(String)]]);
    expect(await rowsWhere("sessions", "id", traceId)).toMatchObject([{ input_tokens: 600, output_tokens: 60 }]);
  });

  it("when the last of them came with it", async ({ expect }) => {
    const { send, stored } = freshTrace();
    await send("app", ["b", "a", usage(100, 10)], ["c", "a", usage(200, 20)]);
    await send("app", ["d", "h", usage(300, 30)], ["h", "a", CLIENT], ["a", "", whole]);
    expect((await stored()).split("").toSorted().join("")).toBe("bcd");
  });

  it("when a queue hands them over in one batch", async ({ expect }) => {
    const { exportOf, stored } = freshTrace();
    const calls = [...parts, ["a", "", whole] as const].map(
      ([name, parent, used]) => readJson(exportOf("app", [[name, parent === "h" ? "a" : parent, used]])).events,
    );
    await recordInteractions(trackerEnv, calls.flat());
    expect((await stored()).split("").toSorted().join("")).toBe("bcd");
  });

  it("nor is one that does not say what it used", async ({ expect }) => {
    const { send, stored } = freshTrace();
    await send("app", ["b", "h", usage(100, 10)]);
    await send("app", ["h", "a", CLIENT], ["a", "", SILENT]);
    expect(await stored()).toBe("b");
  });

  it("but is when it used more than they did", async ({ expect }) => {
    const { send, stored } = freshTrace();
    for (const [name, parent, used] of parts.slice(0, 2)) await send("app", [name, parent, used]);
    await send("app", ["a", "", usage(300, 31)]);
    expect((await stored()).split("").toSorted().join("")).toBe("abc");
  });
});

describe("calls of one trace with the same counts are all billed", () => {
  it.for<[name: string, outer: Parameters<Send>, inner: Parameters<Send>]>([
    ["one program sent both", ["app", ["a", "", CHAT, [0, 900]]], ["app", ["b", "h", CHAT, [10, 880]]]],
    ["one lasted longer", ["app", ["a", "", CHAT, [0, 900]]], ["gateway", ["b", "h", CHAT, [10, 901]]]],
    [
      "they are of other models",
      ["app", ["a", "", CHAT, [0, 900]]],
      ["gateway", ["b", "h", { ...CHAT, ...OTHER_MODEL }, [10, 880]]],
    ],
    ["they began in one span", ["app", ["a", "r", CHAT, [0, 900]]], ["gateway", ["b", "r", CHAT, [10, 880]]]],
    [
      "the later one has nothing around it",
      ["app", ["a", "", CHAT, [0, 900]]],
      ["gateway", ["b", "", CHAT, [10, 880]]],
    ],
    [
      "they answered with a word",
      ["app", ["a", "", usage(1000, 9), [0, 900]]],
      ["gateway", ["b", "h", usage(1000, 9), [10, 880]]],
    ],
  ])("although their times would tell a gateway, when %s", async ([, outer, inner], { expect }) => {
    const { send, stored } = freshTrace();
    await send(...outer);
    await send(...inner);
    expect(await stored()).toBe("ab");
  });

  it("although their times would tell a gateway, when several calls lie around one", async ({ expect }) => {
    const { send, stored } = freshTrace();
    await send("app", ["a", "", CHAT, [0, 900]], ["c", "", CHAT, [0, 900]]);
    await send("gateway", ["b", "h", CHAT, [10, 880]]);
    expect((await stored()).split("").toSorted().join("")).toBe("abc");
  });

  it("when they stand beside each other, or have other counts, or none", async ({ expect }) => {
    const { send, stored } = freshTrace();
    await send("app", ["a", "r", CHAT], ["s", "", SILENT]);
    await send("app", ["b", "r", CHAT], ["t", "s", SILENT]);
    await send("app", ["c", "a", { ...CHAT, "gen_ai.usage.output_tokens": 101 }], ["d", "r", CHAT]);
    expect((await stored()).split("").toSorted().join("")).toBe("abcdst");
  });
});

const eventsOf = (spans: Parameters<ReturnType<typeof freshTrace>["exportOf"]>[1], trace = freshTrace()) =>
  readJson(trace.exportOf("app", spans)).events;

describe("what that costs", () => {
  it("is no row written, and no row of the table read where nothing of the trace is stored", async ({ expect }) => {
    const [event] = eventsOf([["a", "", CHAT]]);
    const [other] = eventsOf([["a", "", CHAT]]);
    if (event === undefined || other === undefined) throw new Error("expected two calls");
    const watched = await recordInteractions(trackerEnv, [event]);
    const unwatched = await recordInteractions(trackerEnv, [{ ...other, spanLinks: undefined }]);
    expect(watched.rowsWritten).toBe(unwatched.rowsWritten);
    // The trace as it was sent, which D1 counts too.
    expect(watched.rowsRead - unwatched.rowsRead).toBeLessThanOrEqual(2);
  });

  it("is one row of the table read for each stored call of the trace, and never more than a bound", async ({
    expect,
  }) => {
    const trace = freshTrace();
    const other = { ...CHAT, "gen_ai.usage.output_tokens": 1 };
    const names = Array.from({ length: 1100 }, (_, index) => `n${index}`);
    await recordInteractions(
      trackerEnv,
      eventsOf(
        names.map((name) => [name, "", other]),
        trace,
      ),
    );
    const first = await recordInteractions(trackerEnv, eventsOf([["a", "", CHAT]]));
    const last = await recordInteractions(trackerEnv, eventsOf([["a", "", CHAT]], trace));
    // The first event of a user writes the user's row besides.
    expect([first.rowsWritten, last.rowsWritten]).toEqual([7, 6]);
    // 1,000 and 20 for the call that is stored; D1 counts each again where they are compared.
    expect(last.rowsRead - first.rowsRead).toBeLessThanOrEqual(2 * 1020 + 10);
  });

  it("grows with the stored calls plus the sent ones, not with one times the other, when all have the same counts", async ({
    expect,
  }) => {
    const trace = freshTrace();
    const callsNamed = (letter: string) =>
      eventsOf(
        Array.from({ length: 400 }, (_, index) => [`${letter}${index}`, "", CHAT]),
        trace,
      );
    const first = await recordInteractions(trackerEnv, callsNamed("a"));
    const second = await recordInteractions(trackerEnv, callsNamed("b"));
    // Each stored call is read as a row of the table, as one of the list and where it is compared, at most three times each.
    expect(second.rowsRead - first.rowsRead).toBeLessThanOrEqual(9 * (400 + 400));
  });

  it("is a range of the primary key, and lists that are read once", async ({ expect }) => {
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
    abortOnTraceMates(recorder, []);
    const text = (prepared[0] ?? "").replaceAll(/\?[1345]/g, "'[]'").replace("?2", "1");
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${text}`).all<{ detail: string }>();
    const steps = plan.results.map(({ detail }) => detail).join("\n");
    expect(steps).toContain("SEARCH stored USING PRIMARY KEY (id>? AND id<?)");
    // A list that is read anew for each call would make a request of a thousand last for many seconds.
    expect(steps).not.toContain("CORRELATED");
  });
});
