import { readFile } from "node:fs/promises";
import type { Agent } from "node:http";
import type { DatabaseSync } from "node:sqlite";

import * as z from "zod";

import { compareWithDatabase } from "./compare-with-database.ts";
import { createRequest, type FuzzKeys, type FuzzRequest } from "./create-request.ts";
import { Ledger } from "./ledger.ts";
import { type IntakeName, INTAKES, KNOWN_SESSION } from "./samples.ts";
import { createAgent, type FuzzAnswer, sendRequest } from "./send-request.ts";

/** What to send, and where. `first` is the index of the first request of each intake. */
export type FuzzOptions = {
  baseUrl: string;
  adminToken: string;
  database: DatabaseSync;
  /** Where the Workers log: also what nobody waited for must not be a fault of ours. */
  logFile: string;
  seed: number;
  intakes: IntakeName[];
  first: number;
  count: number;
  /** A request that takes longer is sent again alone; one that takes longer again hangs. */
  hangMs: number;
};

/** What became of the requests of one intake. */
export type FuzzCounts = { intake: IntakeName; byStatus: Record<string, number>; slowestMs: number };

/** What is wrong; `request` is that which shows it, when it is one. */
export type Finding = { detail: string; request: FuzzRequest | null };

export type FuzzReport = { counts: FuzzCounts[]; findings: Finding[] };

const CONNECTIONS = 8;
const Created = z.object({ key: z.string(), langfuse: z.object({ public_key: z.string(), secret_key: z.string() }) });

async function postAsAdmin({ baseUrl, adminToken }: FuzzOptions, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, baseUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${await response.text()}`);
  return await response.json();
}

/** A key that may track and nothing else: what needs more is refused, whatever a request says. */
async function createKeys(options: FuzzOptions): Promise<FuzzKeys> {
  const answer = await postAsAdmin(options, "/api/keys", { name: "fuzz", scopes: ["track"] });
  const { key, langfuse } = Created.parse(answer);
  const basic = Buffer.from(`${langfuse.public_key}:${langfuse.secret_key}`).toString("base64");
  return { bearer: key, basic };
}

const isSuspect = ({ isValid }: FuzzRequest, { failure, status, ms }: FuzzAnswer, { hangMs }: FuzzOptions) =>
  failure !== null || status >= 500 || (isValid && status >= 300) || ms > hangMs;

/** What one answer shows to be wrong, if anything. */
async function judge(
  request: FuzzRequest,
  answer: FuzzAnswer,
  { baseUrl, hangMs }: FuzzOptions,
  agent: Agent,
): Promise<string | null> {
  if (answer.failure !== null) return `no answer: ${answer.failure}`;
  if (answer.status >= 500) return `HTTP ${answer.status} ${answer.text.slice(0, 300)}`;
  if (request.isValid && answer.status >= 300)
    return `HTTP ${answer.status} to what is valid: ${answer.text.slice(0, 300)}`;
  if (answer.ms <= hangMs) return null;
  const { ms } = await sendRequest(baseUrl, agent, request);
  return ms <= hangMs ? null : `${Math.round(answer.ms)} ms, and ${Math.round(ms)} ms when it was sent again alone`;
}

async function fuzzIntake(
  intake: IntakeName,
  options: FuzzOptions,
  keys: FuzzKeys,
  ledger: Ledger,
): Promise<{ counts: FuzzCounts; findings: Finding[] }> {
  const agent = createAgent(CONNECTIONS);
  const counts: FuzzCounts = { intake, byStatus: {}, slowestMs: 0 };
  const findings: Finding[] = [];
  const suspects: { request: FuzzRequest; answer: FuzzAnswer }[] = [];
  let next = options.first;
  const client = async () => {
    while (next < options.first + options.count) {
      const request = createRequest(options.seed, intake, next++, keys);
      const answer = await sendRequest(options.baseUrl, agent, request);
      ledger.note(request, answer);
      const status = answer.status === 0 ? "none" : String(answer.status);
      counts.byStatus[status] = (counts.byStatus[status] ?? 0) + 1;
      if (!request.isCutOff) counts.slowestMs = Math.max(counts.slowestMs, answer.ms);
      if (isSuspect(request, answer, options)) suspects.push({ request, answer });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  for (const { request, answer } of suspects) {
    const detail = await judge(request, answer, options, agent);
    if (detail !== null) findings.push({ detail, request });
  }
  agent.destroy();
  return { counts, findings };
}

/**
 * Sends generated requests to a running product, then reads by plain SQL whether exactly what was answered as recorded is
 * stored. The database must hold nothing else.
 */
export async function runFuzz(options: FuzzOptions, onIntake: (counts: FuzzCounts) => void): Promise<FuzzReport> {
  const ledger = new Ledger();
  const keys = await createKeys(options);
  await postAsAdmin(options, "/track/session/start", {
    session_id: KNOWN_SESSION,
    user_id: "fuzz-user",
    started_at: "2026-03-01T00:00:00Z",
  });
  ledger.sessions.add(KNOWN_SESSION);
  const report: FuzzReport = { counts: [], findings: [] };
  for (const intake of options.intakes) {
    const { counts, findings } = await fuzzIntake(intake, options, keys, ledger);
    report.counts.push(counts);
    report.findings.push(...findings);
    onIntake(counts);
  }
  const health = await fetch(new URL("/health", options.baseUrl));
  if (!health.ok) report.findings.push({ detail: `/health answers ${health.status} at the end`, request: null });
  for (const detail of await loggedFaults(options.logFile)) report.findings.push({ detail, request: null });
  for (const detail of compareWithDatabase(options.database, ledger)) report.findings.push({ detail, request: null });
  return report;
}

/** Lines of the log about answers of 500 and more. */
async function loggedFaults(logFile: string): Promise<string[]> {
  const lines = (await readFile(logFile, "utf8")).split("\n");
  return lines.filter((line) => /"status":5\d\d/.test(line)).map((line) => `logged: ${line}`);
}

/** All intakes, or those with these names. @throws Error for a name that is none */
export function intakesNamed(names: string[]): IntakeName[] {
  const unknown = names.find((name) => !INTAKES.some((intake) => intake === name));
  if (unknown !== undefined) throw new Error(`--only takes ${INTAKES.join(", ")}, and not \`${unknown}\`.`);
  return names.length === 0 ? INTAKES : INTAKES.filter((intake) => names.includes(intake));
}
