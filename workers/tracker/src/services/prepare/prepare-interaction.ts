import type { StoredUsage } from "@voygent/contracts";
import { normalizeTokens, type PriceBook, type TokenUsage } from "@voygent/cost";
import type { InteractionRow } from "@voygent/db";
import type * as z from "zod";

import type { EventWarning, UsageEvent } from "../../intake/usage-event.ts";
import { contentHash } from "./content-hash.ts";
import { isCounted } from "../../intake/is-counted.ts";
import { type InteractionLabels, labelsOfMetadata } from "./labels-of-metadata.ts";
import { keyOf } from "./key-of.ts";
import { nameProvider } from "./name-provider.ts";
import { priceEvent } from "./price-event.ts";
import { storedMetadata } from "./stored-metadata.ts";
import { timeWarning } from "../warnings/time-warning.ts";
import { type SpanCall, spanCallOf } from "../traces/span-call.ts";
import { type ReplyCall, replyCallOf } from "../two-ways/reply-call.ts";

/**
 * An event that is ready to be stored: what was sent, its key (`keyOf`), its row, its counts in normal form, whether its conversation is a
 * temporary one, and what was odd about it.
 */
export type PreparedInteraction = {
  event: UsageEvent;
  key: string;
  row: InteractionRow;
  tokens: TokenUsage;
  isTemporary: boolean;
  warnings: EventWarning[];
  call: SpanCall | null;
  /** What usage is summed by besides its dimensions; null when it carries nothing of it. */
  labels: InteractionLabels | null;
  reply: ReplyCall | null;
};

function withoutZeros(counts: Record<string, number>): Record<string, number> {
  const kept: Record<string, number> = {};
  for (const name in counts) {
    const count = counts[name] ?? 0;
    if (count > 0) kept[name] = count;
  }
  return kept;
}

/** The counts as the column `usage` holds them (`StoredUsage`). */
function encodeUsage(event: UsageEvent, tokens: TokenUsage): string {
  const { units, resources } = event;
  const { rowsRead, rowsWritten, apiCalls, cpuMs } = resources;
  const usage: z.input<typeof StoredUsage> = isCounted(event) ? { tokens: withoutZeros(tokens) } : {};
  const { other, ...counted } = units;
  if (units.web_searches > 0 || units.requests > 0) usage.units = withoutZeros(counted);
  if (other !== undefined) usage.other_units = other;
  if (rowsRead > 0 || rowsWritten > 0) usage.db = { rows_read: rowsRead, rows_written: rowsWritten };
  if (apiCalls > 0) usage.api_calls = apiCalls;
  if (cpuMs > 0) usage.compute = { cpu_ms: cpuMs };
  return JSON.stringify(usage);
}

function clampWarning(event: UsageEvent, kinds: string[]): EventWarning | null {
  if (kinds.length === 0) return null;
  const message = `${kinds.join(", ")}: larger than the count that contains it, and cut to it`;
  return { code: "clamped_tokens", message, subject: event.model };
}

/** Normalises, prices and hashes an event. */
export function prepareInteraction(event: UsageEvent, book: PriceBook | null): PreparedInteraction {
  const occurredAtMs = event.statedAtMs ?? event.receivedAtMs;
  const { tokens, clamped } = normalizeTokens(event.tokens, event.semantics);
  const provider = nameProvider(event, book);
  const named = provider === event.provider ? event : { ...event, provider };
  const { cost, warnings } = priceEvent(named, tokens, occurredAtMs, book);
  const found = [
    clampWarning(
      event,
      clamped.map(({ kind }) => kind),
    ),
    timeWarning(occurredAtMs, event.receivedAtMs),
    ...warnings,
  ];
  return {
    event,
    key: keyOf(event),
    row: {
      id: event.id,
      sessionId: event.sessionId,
      userId: event.userId,
      type: event.type,
      status: event.status,
      occurredAtMs,
      receivedAtMs: event.receivedAtMs,
      provider,
      model: event.model,
      serviceTier: event.serviceTier,
      source: event.source,
      environment: event.environment,
      durationMs: event.durationMs,
      ttftMs: event.ttftMs,
      usage: encodeUsage(event, tokens),
      metadata: storedMetadata(event),
      contentHash: contentHash(event),
      aiTokensCostNanoUsd: cost.aiTokensCostNanoUsd,
      dbOpsCostNanoUsd: cost.dbOpsCostNanoUsd,
      apiCallsCostNanoUsd: cost.apiCallsCostNanoUsd,
      computeTimeCostNanoUsd: cost.computeTimeCostNanoUsd,
      costStatus: cost.status,
      priceSource: cost.source,
      rateId: cost.rateId,
      matchedBy: cost.matchedBy,
      calculationVersion: cost.calculationVersion,
      reportedCostNanoUsd: event.reportedCostNanoUsd,
      costBasis: cost.basis === null ? null : JSON.stringify(cost.basis),
    },
    tokens,
    isTemporary: event.metadata?.["is_temporary"] === true,
    warnings: [...event.warnings, ...found.filter((entry) => entry !== null)],
    call: spanCallOf(event, tokens),
    labels: labelsOfMetadata(event.metadata),
    reply: replyCallOf(event, tokens),
  };
}
