import { afterAll, beforeAll, describe, it, onTestFinished, vi } from "vitest";

import { buildPlugin, type LibreChatProcess, runLibreChat, startTracker, until } from "./librechat-process.fixture.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ID = "66a1b2c3d4e5f60718290001";
const STORED = JSON.stringify({
  recorded: 1,
  duplicates: 0,
  rejected: 0,
  results: [{ index: 0, id: ID, status: "recorded" }],
});
const stored = () => ({ status: 200, body: STORED });

/** Faults of a tracker, each with a LibreChat of its own, all at the same time. */
const FAULTS = [
  ["is slow", () => null],
  ["answers 500", () => ({ status: 500, body: "{}" })],
  ["answers 401", () => ({ status: 401, body: "{}" })],
  ["answers garbage", () => ({ status: 200, body: "<html>" })],
  ["is down", undefined],
] as const;

const runs = new Map<string, { librechat: LibreChatProcess; bodies: string[]; close: () => void }>();

beforeAll(buildPlugin);

describe("a LibreChat that loads the built file by --require, the driver's collection calls replaced", () => {
  it("has its turn told with the user's address, model, tokens and time, within seconds", async ({ expect }) => {
    const tracker = await startTracker(stored);
    const librechat = runLibreChat({ VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test", VOYGENT_USER: "email" });
    onTestFinished(() => {
      librechat.signal("SIGKILL");
      tracker.close();
    });
    await until(() => tracker.bodies.length > 0);
    const [body = "{}"] = tracker.bodies;
    const sent = JSON.parse(body);
    expect(sent).toMatchObject({
      interactions: [
        {
          id: ID,
          session_id: "c23a18da-706c-470a-ac28-ec87ed065199",
          user_id: "ada@example.com",
          provider: "openai",
          model: "gpt-4o-mini",
          source: "librechat",
          tokens: { input: 812, output: 164 },
          metadata: { message_id: "m-1", route: "/api/agents/chat/openAI", context_type: "message" },
        },
      ],
    });
    expect(sent.interactions).toHaveLength(1);
    expect(sent.interactions[0].duration_ms).toBeGreaterThanOrEqual(50);
    expect(body).not.toContain("hidden");
  });

  it("has what is held sent before a SIGTERM ends it", async ({ expect }) => {
    const tracker = await startTracker(stored);
    const librechat = runLibreChat({ VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test" });
    onTestFinished(() => {
      librechat.signal("SIGKILL");
      tracker.close();
    });
    await until(() => librechat.output().includes("saved"));
    librechat.signal("SIGTERM");
    expect(await librechat.ended).toBe("SIGTERM");
    expect(tracker.bodies.join("")).toContain(ID);
  });

  it.for([
    ["nothing where nothing is set", {}, ""],
    ["what is wrong with the settings", { VOYGENT_URL: "https://usage.example.com" }, "VOYGENT_KEY is missing"],
  ] as const)("says %s, and works", async ([, variables, line], { expect }) => {
    const librechat = runLibreChat(variables);
    onTestFinished(() => librechat.signal("SIGKILL"));
    await until(() => librechat.output() !== "");
    expect(librechat.output()).toMatch(/^saved /);
    expect(line === "" ? librechat.log() : librechat.log().includes(line)).toBe(line === "" ? "" : true);
  });
});

describe("a LibreChat whose tracker", () => {
  beforeAll(async () => {
    for (const [name, answer] of FAULTS) {
      const tracker = await startTracker(answer ?? stored);
      if (answer === undefined) tracker.close();
      const librechat = runLibreChat({ VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test" });
      runs.set(name, { ...tracker, librechat });
    }
  });

  afterAll(async () => {
    for (const { librechat, close } of runs.values()) {
      librechat.signal("SIGKILL");
      close();
      await librechat.ended;
    }
  });

  it.for(FAULTS.map(([name]) => name))("%s sees no error, and writes one line at most", async (name, { expect }) => {
    const run = runs.get(name);
    if (run === undefined) throw new Error("not started");
    const isTried = () => run.bodies.length > 0 || run.librechat.log() !== "";
    await until(() => run.librechat.output() !== "" && isTried());
    expect(run.librechat.output()).toMatch(/^saved [\d.]+\n$/);
    expect(isTried()).toBe(true);
    expect(run.librechat.log().split("\n").length).toBeLessThanOrEqual(2);
  });
});
