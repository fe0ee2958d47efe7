import { execFile, spawn, spawnSync } from "node:child_process";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PACKAGE = join(import.meta.dirname, "..");

/**
 * A server as LibreChat's: it answers a chat request at once, and saves rows and response in the background, by the published
 * schemas and methods. Only the driver's collection calls are replaced. With `ENV_FILE` it reads its environment from there first. With `END_MS` it saves one more turn 300 ms after a
 * SIGTERM, and ends that many milliseconds after it. With `CALLS` the turn has so many calls more.
 */
const SERVER = `
  const http = require("node:http");
  const mongoose = require("mongoose");
  const { createMethods, createModels } = require("@librechat/data-schemas");
  if (process.env.ENV_FILE) process.loadEnvFile(process.env.ENV_FILE);
  const models = createModels(mongoose);
  for (const { collection } of Object.values(models)) {
    collection.insertMany = async (rows) => ({ acknowledged: true, insertedCount: rows.length });
    collection.findOneAndUpdate = async (filter, update) => ({ ...filter, ...update.$setOnInsert, ...update.$set });
    collection.findOne = async (filter) =>
      "id" in filter ? { provider: "bedrock", model: "gpt-4o-mini" } : { email: "ada@example.com", name: "Ada" };
  }
  const methods = createMethods(mongoose);
  const turn = { user: "665f1c2ab3d4e5f60718293a", conversationId: "c23a18da-706c-470a-ac28-ec87ed065199", messageId: "m-1" };
  const row = { ...turn, model: "gpt-4o-mini", context: "message" };
  const pair = [
    { ...row, _id: "66a1b2c3d4e5f60718290001", tokenType: "prompt", rawAmount: -812 },
    { ...row, _id: "66a1b2c3d4e5f60718290002", tokenType: "completion", rawAmount: -164 },
  ];
  const more = Array.from({ length: Number(process.env.CALLS || 0) }, (_, index) => ({
    ...row, _id: "66a1b2c3d4e5f60719" + String(index).padStart(6, "0"), tokenType: "prompt", rawAmount: -1,
  }));
  const answer = { ...turn, isCreatedByUser: false, endpoint: "openAI", model: "gpt-4o-mini", text: "hidden", unfinished: false,
    ...JSON.parse(process.env.ANSWER || "{}") };
  const generate = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    let slowestMs = 0;
    for (let count = 0; count < 50; count++) {
      const startedAt = performance.now();
      await methods.bulkInsertTransactions([...pair, ...more]);
      await methods.saveMessage({ userId: turn.user }, answer);
      if (count > 10) slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    }
    console.log("saved " + slowestMs);
  };
  const endMs = Number(process.env.END_MS || 0);
  if (endMs > 0) process.on("SIGTERM", () => {
    setTimeout(async () => {
      const place = { messageId: "m-2" };
      const ids = ["66a1b2c3d4e5f60718290003", "66a1b2c3d4e5f60718290004"];
      await methods.bulkInsertTransactions(pair.map((each, index) => ({ ...each, ...place, _id: ids[index] })));
      await methods.saveMessage({ userId: turn.user }, { ...answer, ...place });
    }, 300);
    setTimeout(() => process.exit(0), endMs);
  });
  const server = http.createServer((request, response) => {
    response.end("{}");
    generate().catch((error) => console.log("failed " + error));
  });
  server.listen(0, "127.0.0.1", () => {
    http.request({ port: server.address().port, method: "POST", path: "/api/agents/chat/openAI" }).end();
  });
`;

/** Makes the files that LibreChat loads, in `dist`, or in a folder of a test's own. */
export async function buildPlugin(folder = join(PACKAGE, "dist")): Promise<void> {
  await promisify(execFile)(process.execPath, ["build.ts", folder], { cwd: PACKAGE });
}

/** Lets a program write files of so many blocks at most; what goes beyond fails as on a full disk. */
const WITH_LIMIT = 'ulimit -f 16; exec "$0" "$@"';

/** Whether this machine has the shell that limits files. */
export const hasFileLimits = (): boolean => spawnSync("sh", ["-c", WITH_LIMIT, "true"]).status === 0;

/** The ids of the first calls of a turn with `CALLS`, beside that of its pair. */
export const moreIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `66a1b2c3d4e5f60719${String(index).padStart(6, "0")}`);

/** A process of LibreChat with the built plugin; `stop` ends it at once. */
export type LibreChatProcess = {
  output: () => string;
  log: () => string;
  signal: (signal: NodeJS.Signals) => void;
  /** The signal or the code that it ended with. */
  ended: Promise<string>;
};

/** Starts LibreChat's server, which makes a turn and stays; with `isDiskFull` no file gets longer than some KiB. */
export function runLibreChat(variables: Record<string, string>, { isDiskFull = false } = {}): LibreChatProcess {
  const env = { PATH: process.env["PATH"], LIBRECHAT_LOG_DIR: join(tmpdir(), "voygent-librechat-logs"), ...variables };
  const args = ["--require", join(PACKAGE, "dist/register.cjs"), "--eval", SERVER];
  const child = isDiskFull
    ? spawn("sh", ["-c", WITH_LIMIT, process.execPath, ...args], { cwd: PACKAGE, env })
    : spawn(process.execPath, args, { cwd: PACKAGE, env });
  const texts = { output: "", log: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (texts.log += chunk.toString("utf8")));
  const ended = new Promise<string>((resolve) => {
    child.on("close", (code, signal) => resolve(signal ?? String(code)));
  });
  return { output: () => texts.output, log: () => texts.log, signal: (signal) => void child.kill(signal), ended };
}

/** A tracker on a real port: what it was sent, and what it answers; null never answers. */
export async function startTracker(answer: (body: string) => { status: number; body: string } | null) {
  const bodies: string[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      bodies.push(body);
      const answered = answer(body);
      if (answered !== null) response.writeHead(answered.status).end(answered.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, bodies, close };
}

/** Resolves when `isSo`, looked at time and again for so many milliseconds at most. */
export async function until(isSo: () => boolean, withinMs = 40_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  while (!isSo() && Date.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 20));
}
