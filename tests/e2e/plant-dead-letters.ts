import { glob } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";

const FOLDER = process.env["E2E_DATA_FOLDER"] ?? "";

/** The database of the running product, which it shares with whoever waits for his turn. */
async function openDatabase(): Promise<DatabaseSync> {
  for await (const file of glob(`${FOLDER}/**/miniflare-D1DatabaseObject/*.sqlite`)) {
    const database = new DatabaseSync(file, { timeout: 10_000 });
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'dead_letters'").get() !== undefined)
      return database;
    database.close();
  }
  throw new Error(`there is no database in ${FOLDER}`);
}

const messageOf = (letterId: string, session: string) => ({
  format: 1,
  letterId,
  event: {
    id: letterId,
    sessionId: session,
    userId: "hana",
    type: "chat",
    status: "ok",
    statedAtMs: null,
    receivedAtMs: Date.now(),
    provider: "anthropic",
    providerApiUrl: "",
    model: "claude-sonnet-4-5",
    serviceTier: "",
    source: "api",
    environment: "default",
    durationMs: null,
    ttftMs: null,
    tokens: { input: 1000, output: 100 },
    semantics: { usage: "inclusive", reasoning: "included" },
    units: { web_searches: 0, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    metadata: null,
    warnings: [],
  },
});

/** Leaves chats of a session, with these ids, as the queue would when it gives them up: the product of the scenarios has none. */
export async function plantDeadLetters(session: string, ids: string[]): Promise<void> {
  const database = await openDatabase();
  try {
    const insert = database.prepare("INSERT INTO dead_letters VALUES (?, ?, 'database_unavailable', 1, ?, ?)");
    for (const id of ids) insert.run(id, JSON.stringify(messageOf(id, session)), Date.now(), Date.now());
  } finally {
    database.close();
  }
}
