import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { afterEach } from "vitest";

import type { ImportOptions, MappingOptions } from "./import-options.ts";
import { runImport } from "./run-import.ts";

type Event = { id: string; [name: string]: unknown };

const folders: string[] = [];
const ends: (() => void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "voygent-import-test-"));
  folders.push(folder);
  return folder;
}

async function bodyOf(request: IncomingMessage): Promise<{ interactions: Event[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  const body: { interactions: Event[] } = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString("utf8"));
  return body;
}

/** What happens to a request instead of what should: an answer of this status, or none at all. */
type Fault = { status: number; headers?: Record<string, string> } | "cut" | "stored-but-cut";

/** A server that keeps what it gets as the tracker does: the first content of an id stays. */
export async function startTracker(faults: Fault[] = []) {
  const stored = new Map<string, string>();
  const requests: number[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then(({ interactions }) => {
      const fault = faults.shift();
      requests.push(interactions.length);
      if (fault === "cut") return void request.socket.destroy();
      if (typeof fault === "object") {
        response.writeHead(fault.status, fault.headers).end(JSON.stringify({ detail: "planted" }));
        return undefined;
      }
      const results = interactions.map((event) => {
        const [before, content] = [stored.get(event.id), JSON.stringify(event)];
        if (before === undefined) stored.set(event.id, content);
        return {
          id: event.id,
          status: before === undefined ? "recorded" : before === content ? "duplicate" : "conflict",
        };
      });
      if (fault === "stored-but-cut") return void request.socket.destroy();
      response.writeHead(200).end(JSON.stringify({ results }));
      return undefined;
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const events = () => [...stored.values()].map((content): Event => JSON.parse(content));
  return { url: `http://127.0.0.1:${port}`, stored, requests, faults, events };
}

/** A text stands for a line as it is. */
const lines = (documents: (object | string)[]) =>
  documents.map((each) => `${typeof each === "string" ? each : JSON.stringify(each)}\n`).join("");

/** Writes documents as an export has them and imports it; without a url it is a dry run. */
export async function importDocuments(
  {
    transactions,
    messages = [],
    agents,
  }: { transactions: (object | string)[]; messages?: object[]; agents?: object[] },
  {
    url,
    folder,
    mapping = {},
    signal,
  }: { url?: string; folder?: string; mapping?: Partial<MappingOptions>; signal?: AbortSignal } = {},
) {
  const place = folder ?? (await newFolder());
  const fileOf = async (name: string, documents: (object | string)[]) => {
    const path = join(place, `${name}.ndjson`);
    await writeFile(path, lines(documents), { flag: "wx" }).catch(() => {});
    return path;
  };
  const options: ImportOptions = {
    files: {
      transactions: await fileOf("transactions", transactions),
      messages: await fileOf("messages", messages),
      agents: agents === undefined ? null : await fileOf("agents", agents),
      users: null,
    },
    mapping: {
      userNaming: { by: "id" },
      source: "librechat",
      environment: undefined,
      sinceMs: null,
      untilMs: null,
      upgradedAt: null,
      countsAnswers: false,
      isComplete: false,
      skipsBrokenLines: false,
      ...mapping,
    },
    target: url === undefined ? null : { url, key: "key" },
    stateFolder: join(place, "state"),
    isJson: false,
  };
  const said: string[] = [];
  const progress = { read: () => {}, counted: () => {}, say: (line: string) => said.push(line), end: () => {} };
  const result = await runImport(options, {
    createProgress: () => progress,
    signal: signal ?? new AbortController().signal,
    patience: { patienceMs: 5000, pauseMs: 1 },
  });
  return { ...result, said, rules: Object.fromEntries(result.tally.rules) };
}

let count = 0;

/** The two rows of a call and the answer that they made. */
export function turnDocuments(more: { prompt?: object; completion?: object; answer?: object; both?: object } = {}) {
  count += 1;
  const at = { createdAt: { $date: "2026-03-04T09:15:04.120Z" } };
  const place = { user: { $oid: "665f1c2ab3d4e5f60718293a" }, conversationId: `c${count}`, messageId: `m${count}` };
  const common = { ...place, ...at, model: "gpt-4o", context: "message", ...more.both };
  const id = (offset: number) => ({ $oid: `66a1b2c3d4e5f607${(count * 2 + offset).toString(16).padStart(8, "0")}` });
  return {
    rows: [
      { _id: id(0), tokenType: "prompt", rawAmount: -1000, rate: 2.5, tokenValue: -2500, ...common, ...more.prompt },
      {
        _id: id(1),
        tokenType: "completion",
        rawAmount: -100,
        rate: 10,
        tokenValue: -1000,
        ...common,
        ...more.completion,
      },
    ],
    answer: {
      ...place,
      ...at,
      user: place.user.$oid,
      isCreatedByUser: false,
      endpoint: "openAI",
      model: "gpt-4o",
      ...more.answer,
    },
  };
}
