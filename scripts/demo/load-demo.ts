import { setTimeout as sleep } from "node:timers/promises";

import type { DemoInteraction } from "./demo-session.ts";
import { generateDemo } from "./generate-demo.ts";

const BATCH_SIZE = 1000;

/** Batches under way at the same time. The events of one user keep to one lane, so that a session is sent in order. */
const LANES = 3;
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 250;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

type Lane = { waiting: DemoInteraction[]; underWay: Promise<void> };

/** How far a load is: what was sent, and which part of the year lies behind it, from 0 to 1. */
export type DemoProgress = { interactions: number; sessions: number; partOfYear: number };

type LoadDemo = {
  /** The front door, such as `http://localhost:8787`. */
  baseUrl: string;
  adminToken: string;
  onProgress?: (progress: DemoProgress) => void;
  now?: Date;
};

type Answer = { status: number; body: string };

/** The whole answer to one attempt, or what went wrong when another attempt may help. */
async function attempt(url: URL, init: RequestInit): Promise<Answer | string> {
  try {
    const response = await fetch(url, init);
    const { status } = response;
    const body = await response.text();
    return status === 429 || status >= 500 ? `HTTP ${status}: ${body.slice(0, 300)}` : { status, body };
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  }
}

/** Sends a batch until it is answered; the ids stay the same, so sending again is harmless. */
async function sendBatch(url: URL, adminToken: string, batch: DemoInteraction[]): Promise<void> {
  const init = {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ interactions: batch }),
  };
  let failure = "";
  for (let count = 0; count < ATTEMPTS; count += 1) {
    if (count > 0) await sleep(FIRST_PAUSE_MS * 2 ** (count - 1));
    const answer = await attempt(url, init);
    if (typeof answer !== "string") {
      if (answer.status === 200 && answer.body.includes('"rejected":0,')) return;
      throw new Error(`the sample was refused with HTTP ${answer.status}: ${firstRefusal(answer.body)}`);
    }
    failure = answer;
  }
  throw new Error(`the sample could not be loaded: ${failure}`);
}

function firstRefusal(body: string): string {
  const at = body.search(/"status":"(invalid|conflict)"/);
  return body.slice(Math.max(0, at - 80), Math.max(0, at - 80) + 500);
}

/**
 * Loads the sample year through the tracker's own road, oldest first, in batches of 1,000. Loading it again, after an
 * interruption too, adds nothing that is there already. Throws on the first refused interaction.
 */
export async function loadDemo({
  baseUrl,
  adminToken,
  onProgress,
  now = new Date(),
}: LoadDemo): Promise<{ interactions: number; sessions: number; seconds: number }> {
  const startedAtMs = performance.now();
  const url = new URL("/track/batch", baseUrl);
  const lanes = Array.from({ length: LANES }, (): Lane => ({ waiting: [], underWay: Promise.resolve() }));
  const laneOfUser = new Map<string, Lane>();
  const sessionIds = new Set<string>();
  let interactions = 0;
  const send = async (batch: DemoInteraction[]): Promise<void> => {
    await sendBatch(url, adminToken, batch);
    interactions += batch.length;
    for (const { session_id: sessionId } of batch) sessionIds.add(sessionId);
    const reachedMs = Date.parse(batch.at(-1)?.timestamp ?? "");
    const partOfYear = Math.min(1, Math.max(0, 1 - (now.getTime() - reachedMs) / YEAR_MS));
    onProgress?.({ interactions, sessions: sessionIds.size, partOfYear });
  };
  const flush = async (lane: Lane): Promise<void> => {
    await lane.underWay;
    if (lane.waiting.length > 0) lane.underWay = send(lane.waiting);
    lane.underWay.catch(() => {});
    lane.waiting = [];
  };
  for (const interaction of generateDemo({ nowMs: now.getTime() })) {
    const lane = laneOfUser.get(interaction.user_id) ?? lanes[laneOfUser.size % LANES];
    if (lane === undefined) continue;
    laneOfUser.set(interaction.user_id, lane);
    lane.waiting.push(interaction);
    if (lane.waiting.length === BATCH_SIZE) await flush(lane);
  }
  await Promise.all(lanes.map(flush));
  await Promise.all(lanes.map(({ underWay }) => underWay));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { interactions, sessions: sessionIds.size, seconds };
}
