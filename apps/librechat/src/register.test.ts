import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, it, onTestFinished, vi } from "vitest";

import {
  buildPlugin,
  hasFileLimits,
  type LibreChatProcess,
  moreIds,
  runLibreChat,
  startTracker,
  until,
} from "./librechat-process.fixture.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ID = "66a1b2c3d4e5f60718290001";
const LATER_ID = "66a1b2c3d4e5f60718290003";
const STORED = JSON.stringify({
  recorded: 1,
  duplicates: 0,
  rejected: 0,
  results: [{ index: 0, id: ID, status: "recorded" }],
});
const stored = () => ({ status: 200, body: STORED });

/** Whatever is told is recorded. */
function allStored(body: string) {
  const { interactions }: { interactions: { id: string }[] } = JSON.parse(body);
  const results = interactions.map(({ id }, index) => ({ index, id, status: "recorded" }));
  return { status: 200, body: JSON.stringify({ recorded: results.length, duplicates: 0, rejected: 0, results }) };
}

/** The bytes of all files in a folder and below. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const CAN_FILL_DISK = hasFileLimits();

/** Faults of a tracker, each with a LibreChat of its own, all at the same time. */
const FAULTS = [
  ["is slow", () => null],
  ["answers 500", () => ({ status: 500, body: "{}" })],
  ["answers 401", () => ({ status: 401, body: "{}" })],
  ["answers 413", () => ({ status: 413, body: "{}" })],
  ["answers garbage", () => ({ status: 200, body: "<html>" })],
  ["is down", undefined],
] as const;

const runs = new Map<string, { librechat: LibreChatProcess; bodies: string[]; close: () => void }>();

beforeAll(async () => await buildPlugin());

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

  it("is set up by LibreChat's own .env too, which is read after the file was loaded", async ({ expect }) => {
    const tracker = await startTracker(stored);
    const folder = await mkdtemp(join(tmpdir(), "voygent-env-"));
    await writeFile(join(folder, ".env"), `VOYGENT_URL=${tracker.url}\nVOYGENT_KEY=vk_test\nVOYGENT_SOURCE=of-env\n`);
    const librechat = runLibreChat({ ENV_FILE: join(folder, ".env") });
    onTestFinished(async () => {
      librechat.signal("SIGKILL");
      tracker.close();
      await rm(folder, { recursive: true, force: true });
    });
    await until(() => tracker.bodies.length > 0);
    expect(JSON.parse(tracker.bodies[0] ?? "{}")).toMatchObject({ interactions: [{ id: ID, source: "of-env" }] });
    expect(librechat.log()).toBe("");
  });

  it("has the user called by name and the provider by the document of the agent, when both are looked up", async ({
    expect,
  }) => {
    const tracker = await startTracker(stored);
    const answer = JSON.stringify({ endpoint: "agents", model: "agent_1" });
    const settings = { VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test", VOYGENT_USER: "name" };
    const librechat = runLibreChat({ ...settings, ANSWER: answer });
    onTestFinished(() => {
      librechat.signal("SIGKILL");
      tracker.close();
    });
    await until(() => tracker.bodies.length > 0);
    // The model's own name would say `openai`.
    expect(JSON.parse(tracker.bodies[0] ?? "{}")).toMatchObject({
      interactions: [{ user_id: "Ada", provider: "aws", metadata: { agent_id: "agent_1" } }],
    });
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

  it("has what is saved after a SIGTERM sent while LibreChat itself is still ending", async ({ expect }) => {
    const tracker = await startTracker(stored);
    const librechat = runLibreChat({ VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test", END_MS: "2000" });
    onTestFinished(() => {
      librechat.signal("SIGKILL");
      tracker.close();
    });
    await until(() => librechat.output().includes("saved"));
    librechat.signal("SIGTERM");
    expect(await librechat.ended).toBe("0");
    expect(tracker.bodies.join("").match(/66a1b2c3d4e5f6071829000\d/g)).toEqual([ID, LATER_ID]);
  });

  it("has what is saved last in the spool when LibreChat ends at once", async ({ expect }) => {
    const folder = await mkdtemp(join(tmpdir(), "voygent-spool-"));
    const settings = { VOYGENT_URL: "http://127.0.0.1:9", VOYGENT_KEY: "vk_test", VOYGENT_SPOOL_DIRECTORY: folder };
    const librechat = runLibreChat({ ...settings, END_MS: "350" });
    onTestFinished(async () => {
      librechat.signal("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    });
    await until(() => librechat.output().includes("saved"));
    librechat.signal("SIGTERM");
    expect(await librechat.ended).toBe("0");
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    const texts = await Promise.all(files.map(async (file) => await readFile(file, "utf8")));
    expect(texts.join("")).toContain(LATER_ID);
  });

  it.for([
    ["once that nothing is set", {}, "VOYGENT_URL and VOYGENT_KEY are not set; nothing is tracked"],
    ["what is wrong with the settings", { VOYGENT_URL: "https://usage.example.com" }, "VOYGENT_KEY is missing"],
  ] as const)("says %s, and works", async ([, variables, line], { expect }) => {
    const librechat = runLibreChat(variables);
    onTestFinished(() => librechat.signal("SIGKILL"));
    await until(() => librechat.output() !== "");
    expect(librechat.output()).toMatch(/^saved /);
    expect(librechat.log().split("\n")).toEqual([expect.stringContaining(line), ""]);
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

describe.runIf(CAN_FILL_DISK)(
  `a LibreChat whose disk is full${CAN_FILL_DISK ? "" : " (skipped: no sh with ulimit on this machine)"}`,
  () => {
    it("sees no error, writes one line at most, and has what memory holds sent once the tracker is back", async ({
      expect,
    }) => {
      const folder = await mkdtemp(join(tmpdir(), "voygent-spool-"));
      let isBack = false;
      const tracker = await startTracker((body) => (isBack ? allStored(body) : { status: 503, body: "{}" }));
      const settings = { VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_test", VOYGENT_SPOOL_DIRECTORY: folder };
      const librechat = runLibreChat({ ...settings, CALLS: "400" }, { isDiskFull: true });
      onTestFinished(async () => {
        librechat.signal("SIGKILL");
        tracker.close();
        await librechat.ended;
        await rm(folder, { recursive: true, force: true });
      });
      await until(() => tracker.bodies.length > 0);
      // Events are written a second after they came.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      // 401 events are four bodies and more, of which the disk had room for the first few of one.
      const [body = ""] = tracker.bodies;
      const spooledBytes = await bytesIn(folder);
      expect([spooledBytes > 0, spooledBytes < body.length / 2]).toEqual([true, true]);
      isBack = true;
      const wanted = [ID, ...moreIds(400)];
      const sent = () => tracker.bodies.join("");
      await until(() => wanted.every((id) => sent().includes(id)));
      expect(wanted.filter((id) => !sent().includes(id))).toEqual([]);
      expect(librechat.output()).toMatch(/^saved [\d.]+\n$/);
      expect(librechat.log().split("\n").length).toBeLessThanOrEqual(2);
    });
  },
);
