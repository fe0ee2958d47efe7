import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { until } from "./librechat-process.fixture.ts";

const PACKAGE = join(import.meta.dirname, "..");

/**
 * Where the hook stands in the server: before LibreChat's models, or as the middleware alone, which comes after them; with the
 * preload as well; or nowhere.
 */
export type HookPlace = "first" | "in place" | "first, with the preload" | "nowhere";

/**
 * A server as LibreChat's on Express: it answers a chat request at once, and saves rows and response in the background, by the
 * published schemas and methods. Only the driver's collection calls are replaced; with `EXPORT_FOLDER` what they are given is kept there by collection, as
 * `mongoexport` writes it. A turn that is not `isAnswered` has no message of its answer.
 */
const SERVER = `
  const { randomUUID, randomBytes } = require("node:crypto");
  const path = process.env.HOOK_FILE;
  const isFirst = process.env.HOOK_PLACE.startsWith("first");
  const first = isFirst ? require(path).analyticsHook : null;
  const express = require("express");
  const mongoose = require("mongoose");
  const { createMethods, createModels } = require("@librechat/data-schemas");
  const folder = process.env.EXPORT_FOLDER;
  const keep = (collection, documents) => {
    if (!folder) return;
    const lines = documents.map((document) => mongoose.mongo.BSON.EJSON.stringify(document) + "\\n");
    require("node:fs").appendFileSync(folder + "/" + collection + ".ndjson", lines.join(""));
  };
  const models = createModels(mongoose);
  for (const { collection } of Object.values(models)) {
    collection.insertMany = async (rows) => {
      keep(collection.name, rows);
      return { acknowledged: true, insertedCount: rows.length };
    };
    collection.findOneAndUpdate = async (filter, update) => {
      const saved = { ...filter, ...update.$setOnInsert, ...update.$set };
      keep(collection.name, [saved]);
      return saved;
    };
    collection.findOne = async () => null;
  }
  const methods = createMethods(mongoose);
  const { createAnalyticsClient } = require(process.env.CLIENT_FILE);
  const analytics = process.env.HOOK_PLACE === "nowhere" ? null : createAnalyticsClient();

  const app = express();
  app.set("env", "test");
  if (process.env.HOOK_PLACE !== "nowhere") app.use((first ?? require(path).analyticsHook)());
  app.use(express.json());

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  async function generate({ user, conversationId, messageId, input, isAnswered = true }) {
    await wait(50);
    const row = { user, conversationId, messageId, model: "claude-sonnet-4-5", context: "message" };
    await methods.bulkInsertTransactions([
      { ...row, tokenType: "prompt", rawAmount: -input },
      { ...row, tokenType: "completion", rawAmount: -100 },
    ]);
    if (!isAnswered) return;
    const answer = { conversationId, messageId, isCreatedByUser: false, endpoint: "anthropic", model: "claude-sonnet-4-5" };
    await methods.saveMessage({ userId: user }, { ...answer, text: "SAID-BY-MODEL", unfinished: false });
  }
  app.post("/api/agents/chat/:endpoint", (request, response) => {
    response.json({ conversationId: request.body.conversationId, status: "started" });
    generate(request.body).catch((error) => console.log("failed " + error));
  });
  app.post("/api/sessions/:id", (request, response) => {
    const { id: session_id } = request.params;
    analytics?.startSession({ session_id, user_id: request.body.user, metadata: { title: "SAID-BY-USER", plan: "pro" } });
    const tokens = { input: 1000, output: 100 };
    const event = { session_id, user_id: request.body.user, model: "claude-sonnet-4-5", provider: "anthropic", tokens };
    analytics?.trackInteraction({ ...event, text: "SAID-BY-USER", metadata: { prompt: "SAID-BY-USER" } });
    analytics?.endSession({ session_id });
    response.status(201).json({ ok: true });
  });
  app.get("/api/fails", () => { throw new Error("boom"); });
  app.get("/api/rejects", async () => { throw new Error("boom"); });
  app.get("/api/hangs", (request, response) => {
    response.write("begins");
    request.on("close", () => console.log("aborted"));
  });
  const server = app.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
`;

/** A process of the server. */
export type ExpressServer = {
  url: string;
  output: () => string;
  log: () => string;
  /** Ends it by this signal; resolves with the signal or the code that it ended with. */
  end: (signal: NodeJS.Signals) => Promise<string>;
};

/** Starts the server with the files that were built into this folder, and waits until it listens. */
export async function startExpressServer(
  folder: string,
  place: HookPlace,
  variables: Record<string, string>,
): Promise<ExpressServer> {
  const dist = (name: string) => join(folder, name);
  const env = {
    PATH: process.env["PATH"],
    LIBRECHAT_LOG_DIR: join(tmpdir(), "voygent-librechat-logs"),
    HOOK_PLACE: place,
    HOOK_FILE: dist("analytics-hook.cjs"),
    CLIENT_FILE: dist("analytics-client.cjs"),
    ...variables,
  };
  const preload = place === "first, with the preload" ? ["--require", dist("register.cjs")] : [];
  const child = spawn(process.execPath, [...preload, "--eval", SERVER], { cwd: PACKAGE, env });
  const texts = { output: "", log: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (texts.log += chunk.toString("utf8")));
  const ended = new Promise<string>((resolve) => {
    child.on("close", (code, signal) => resolve(signal ?? String(code)));
  });
  await until(() => texts.output.includes("port ") || child.exitCode !== null);
  const port = /port (\d+)/.exec(texts.output)?.[1];
  if (port === undefined) throw new Error(`the server did not start:\n${texts.log}`);
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => texts.output,
    log: () => texts.log,
    end: async (signal) => {
      child.kill(signal);
      return await ended;
    },
  };
}

/** Asks for an answer of the model, in a conversation and a message of its own. */
export async function chat(
  server: ExpressServer,
  turn: { user: string; conversationId: string; messageId: string; input: number; isAnswered?: boolean },
) {
  return await fetch(`${server.url}/api/agents/chat/anthropic`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(turn),
  });
}

/** What a server answers to requests of every kind: status, headers that do not change with time, and body. */
export async function answersOf(server: ExpressServer): Promise<unknown[]> {
  const requests: [string, RequestInit][] = [
    [
      "/api/agents/chat/openAI",
      {
        method: "POST",
        body: JSON.stringify({ conversationId: "c", user: "000000000000000000000001", messageId: "m", input: 1 }),
      },
    ],
    ["/api/sessions/s-1", { method: "POST", body: JSON.stringify({ user: "ada" }) }],
    ["/api/agents/chat/openAI", { method: "POST", body: "{not JSON" }],
    ["/api/fails", {}],
    ["/api/rejects", {}],
    ["/api/nothing", {}],
  ];
  const answers: unknown[] = [];
  for (const [path, init] of requests) {
    const response = await fetch(server.url + path, { ...init, headers: { "content-type": "application/json" } });
    const headers = [...response.headers].filter(([name]) => name !== "date");
    // A stack names the lines of what it went through.
    const body = (await response.text()).replaceAll(/\n? *(?:<br>)?(?: &nbsp;)*at .*/g, "");
    answers.push([path, response.status, headers.filter(([name]) => response.ok || name !== "content-length"), body]);
  }
  return answers;
}
