import { hasUnknownCost } from "@voygent/contracts";
import type { Measures, QuarterHourUsage, SessionUsage } from "@voygent/db";

import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";

export const QUARTER_HOUR_MS = 15 * 60_000;

/** What a set of interactions adds to each table of totals. */
export type UsageSums = { quarterHours: QuarterHourUsage[]; sessions: SessionUsage[] };

/** Separates the parts of a key; no text field may contain it. */
export const SEPARATOR = "\u0000";

/** No usage at all. */
export const noUsage = (): Measures => ({
  interactionCount: 0,
  errorCount: 0,
  unpricedCount: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  aiTokensCostNanoUsd: 0,
  dbOpsCostNanoUsd: 0,
  apiCallsCostNanoUsd: 0,
  computeTimeCostNanoUsd: 0,
});

/** Adds what an interaction used. */
export function addUsage(sum: Measures, { row, tokens }: PreparedInteraction): void {
  sum.interactionCount += 1;
  sum.errorCount += row.status === "error" ? 1 : 0;
  sum.unpricedCount += hasUnknownCost(row.costStatus) ? 1 : 0;
  sum.inputTokens += tokens.input;
  sum.outputTokens += tokens.output;
  sum.cacheReadTokens += tokens.cache_read;
  sum.cacheWriteTokens += tokens.cache_write;
  sum.reasoningTokens += tokens.reasoning;
  sum.aiTokensCostNanoUsd += row.aiTokensCostNanoUsd ?? 0;
  sum.dbOpsCostNanoUsd += row.dbOpsCostNanoUsd;
  sum.apiCallsCostNanoUsd += row.apiCallsCostNanoUsd;
  sum.computeTimeCostNanoUsd += row.computeTimeCostNanoUsd;
}

/** The group of a key, made when there is none yet. */
export function groupFor<Group>(groups: Map<string, Group>, key: string, create: () => Group): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const created = create();
  groups.set(key, created);
  return created;
}

function addToQuarterHour(
  groups: Map<string, QuarterHourUsage>,
  interaction: PreparedInteraction,
  opensSession: boolean,
): void {
  const { userId, sessionId, provider, model, type, status, source, environment, occurredAtMs } = interaction.row;
  const quarterHour = Math.floor(occurredAtMs / QUARTER_HOUR_MS);
  const parts = [userId, quarterHour, sessionId, provider, model, type, status, source, environment];
  const group = groupFor(groups, parts.join(SEPARATOR), () => ({
    userId,
    quarterHour,
    sessionId,
    provider,
    model,
    type,
    status,
    source,
    environment,
    firstSeenAtMs: occurredAtMs,
    lastSeenAtMs: occurredAtMs,
    opensSession: false,
    measures: noUsage(),
  }));
  group.firstSeenAtMs = Math.min(group.firstSeenAtMs, occurredAtMs);
  group.lastSeenAtMs = Math.max(group.lastSeenAtMs, occurredAtMs);
  group.opensSession ||= opensSession;
  addUsage(group.measures, interaction);
}

/** A session whose models are still being counted. A map, because a model may have the name of a property of objects. */
type CountingSession = Omit<SessionUsage, "models"> & { modelCounts: Map<string, number> };

function countModel(counts: Map<string, number>, model: string): void {
  if (model !== "") counts.set(model, (counts.get(model) ?? 0) + 1);
}

const withModels = ({ modelCounts, ...session }: CountingSession): SessionUsage => ({
  ...session,
  models: Object.fromEntries(modelCounts),
});

/** Adds to the session; true when it is the first interaction of this session here, the one that decides whose it is. */
function addToSession(groups: Map<string, CountingSession>, interaction: PreparedInteraction): boolean {
  const { isTemporary, row } = interaction;
  const { sessionId, userId, source, occurredAtMs, model, status } = row;
  const isFirst = !groups.has(sessionId);
  const group = groupFor(groups, sessionId, () => ({
    id: sessionId,
    userId,
    source,
    startedAtMs: occurredAtMs,
    lastActivityAtMs: occurredAtMs,
    modelCounts: new Map<string, number>(),
    cancelledCount: 0,
    isTemporary: false,
    measures: noUsage(),
  }));
  group.startedAtMs = Math.min(group.startedAtMs, occurredAtMs);
  group.lastActivityAtMs = Math.max(group.lastActivityAtMs, occurredAtMs);
  countModel(group.modelCounts, model);
  group.cancelledCount += status === "cancelled" ? 1 : 0;
  group.isTemporary ||= isTemporary;
  addUsage(group.measures, interaction);
  return isFirst;
}

/** Sums interactions by quarter hour and session. A session that is new belongs to the user of its first interaction. */
export function sumUsage(interactions: PreparedInteraction[]): UsageSums {
  const quarterHours = new Map<string, QuarterHourUsage>();
  const sessions = new Map<string, CountingSession>();
  for (const interaction of interactions) {
    const opensSession = addToSession(sessions, interaction);
    addToQuarterHour(quarterHours, interaction, opensSession);
  }
  return { quarterHours: [...quarterHours.values()], sessions: [...sessions.values()].map(withModels) };
}
