import { createRandom, pickWeighted, type Random, seedOf, wholeAround, wholeBetween } from "./create-random.ts";
import { type DemoLabels, labelSession } from "./demo-labels.ts";
import type { DemoModel } from "./demo-models.ts";
import type { DemoTrade, DemoUser } from "./demo-users.ts";
import { type LibrechatFigure, librechatFigure } from "./librechat-figure.ts";

/** One interaction of the sample, in the tracker's own format. */
export type DemoInteraction = {
  id: string;
  session_id: string;
  user_id: string;
  type: "chat" | "db" | "api";
  timestamp: string;
  provider?: string;
  model?: string;
  status: "ok" | "error" | "cancelled";
  duration_ms: number;
  ttft_ms?: number;
  tokens?: { input: number; output: number; cache_read: number; cache_write: number; reasoning: number };
  db?: { rows_read: number; rows_written: number };
  api_calls?: number;
  compute: { cpu_ms: number };
  source: "sample";
  environment: "production";
  metadata?: DemoLabels & LibrechatFigure & { message_id: string; is_temporary?: true };
};

const HOUR_MS = 60 * 60 * 1000;
/** Chats that LibreChat forgets. */
const TEMPORARY_SHARE = 0.03;
const FEWEST = 10;
const MOST = 20;

/** Mornings and early afternoons are busiest; nobody starts before eight or after half past six. */
function startOfWorkMs(random: Random): number {
  const isMorning = random() < 0.55;
  const hour = isMorning ? 8 + (random() + random()) * 2 : 13 + (random() + random()) * 2.75;
  return Math.round(hour * HOUR_MS);
}

function statusOf(random: Random): DemoInteraction["status"] {
  const draw = random();
  if (draw < 0.025) return "error";
  return draw < 0.035 ? "cancelled" : "ok";
}

type Turn = {
  random: Random;
  model: DemoModel;
  trade: DemoTrade;
  status: DemoInteraction["status"];
  historyTokens: number;
};

/** A chat turn: the history comes from the cache when it is there, the question is new, a failed answer has no output. */
function chatTurn({ random, model, trade, status, historyTokens }: Turn) {
  const question = wholeAround(random, trade.questionTokens, 0.6);
  const isCached = historyTokens >= 1024 && random() < 0.85;
  const wanted = wholeAround(random, trade.answerTokens, 0.7);
  const written = status === "ok" ? wanted : Math.floor(wanted * 0.3);
  const output = status === "error" ? 0 : written;
  const reasoning = Math.floor(output * model.reasoningShare * random());
  const ttftMs = wholeAround(random, model.ttftMs, 0.35);
  return {
    tokens: {
      input: historyTokens + question,
      output,
      cache_read: isCached ? historyTokens : 0,
      cache_write: model.billsCacheWrites ? (isCached ? question : historyTokens + question) : 0,
      reasoning,
    },
    ...(output > 0 && { ttft_ms: ttftMs }),
    duration_ms: ttftMs + Math.round((output / model.outputTokensPerSecond) * 1000),
    compute: { cpu_ms: wholeAround(random, 6, 0.4) },
  };
}

function dbOperation(random: Random) {
  const isWrite = random() < 0.3;
  const rowsRead = wholeAround(random, 120, 1.2);
  return {
    db: { rows_read: rowsRead, rows_written: isWrite ? wholeAround(random, 8, 0.8) : 0 },
    duration_ms: 4 + Math.round(rowsRead / 40) + wholeBetween(random, 0, 20),
    compute: { cpu_ms: wholeAround(random, 3, 0.5) },
  };
}

function apiOperation(random: Random) {
  return {
    api_calls: wholeBetween(random, 1, 4),
    duration_ms: wholeAround(random, 320, 0.6),
    compute: { cpu_ms: wholeAround(random, 4, 0.5) },
  };
}

function typeOf(random: Random, trade: DemoTrade): DemoInteraction["type"] {
  const draw = random();
  if (draw < trade.dbShare) return "db";
  return draw < trade.dbShare + trade.apiShare ? "api" : "chat";
}

/**
 * The interactions of one session, oldest first: 10 to 20 on one model, some 20 minutes long, within the local working
 * day that starts at `dayStartMs`. `key` makes the ids; the same seed gives the same session.
 */
export function createDemoSession(user: DemoUser, key: string, dayStartMs: number, seed: number): DemoInteraction[] {
  const random = createRandom(seed);
  const { trade } = user;
  const { model } = pickWeighted(random, trade.models);
  const labelsOf = labelSession(trade, model.provider, seed);
  const interactions: DemoInteraction[] = [];
  const length = FEWEST + Math.floor((MOST - FEWEST + 1) * random() ** 2);
  // From a stream of its own: a session stays what it is without.
  const isTemporary = createRandom(seedOf(seed, 0x7e3b))() < TEMPORARY_SHARE;
  let atMs = dayStartMs + startOfWorkMs(random);
  let historyTokens = wholeAround(random, trade.contextTokens, 0.5);
  for (let index = 0; index < length; index += 1) {
    const type = typeOf(random, trade);
    const status = statusOf(random);
    const common = {
      id: `sample_${key}${String(index).padStart(2, "0")}`,
      session_id: `sample_s${key}`,
      user_id: user.id,
      type,
      timestamp: new Date(atMs).toISOString(),
      status,
      source: "sample",
      environment: "production",
    } as const;
    if (type === "chat") {
      const turn = chatTurn({ random, model, trade, status, historyTokens });
      const metadata = {
        message_id: `sample_m${key}${index}`,
        ...(isTemporary && { is_temporary: true as const }),
        ...labelsOf(),
        ...librechatFigure(model, { tokens: turn.tokens, isStopped: status === "cancelled" }),
      };
      interactions.push({ ...common, provider: model.provider, model: model.model, ...turn, metadata });
      historyTokens = turn.tokens.input + turn.tokens.output - turn.tokens.reasoning;
    } else {
      interactions.push({ ...common, ...(type === "db" ? dbOperation(random) : apiOperation(random)) });
    }
    atMs += Math.round((15 + 120 * random() ** 2) * 1000);
  }
  return interactions;
}
