import { TokenCounts } from "@voygent/contracts";
import type * as z from "zod";

import type { UsageEvent } from "../../intake/usage-event.ts";
import { fingerprint } from "./fingerprint.ts";
import { isCounted } from "../../intake/is-counted.ts";

type Json = z.core.util.JSONType;

const TOKEN_KINDS = TokenCounts.keyof().options;

/** The same value with the entries of every object in the order of their names. */
function inNameOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inNameOrder);
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, inNameOrder(value[name] ?? null)]));
}

/**
 * A hash of what the client said about an interaction, whichever names and order it used. The id, the time of arrival and whatever
 * else the server adds are not in it, so that a retry has the same hash. It is compared only with those of the same id and
 * source: 64 bits tell them apart.
 */
export function contentHash(event: UsageEvent): string {
  const said = JSON.stringify([
    event.sessionId,
    event.userId,
    event.type,
    event.status,
    event.statedAtMs,
    event.provider,
    event.model,
    event.serviceTier,
    event.source,
    event.environment,
    event.durationMs,
    event.ttftMs,
    TOKEN_KINDS.map((kind) => event.tokens[kind] ?? 0),
    event.semantics.usage,
    event.semantics.reasoning,
    event.units.web_searches,
    event.units.requests,
    event.resources.rowsRead,
    event.resources.rowsWritten,
    event.resources.apiCalls,
    event.resources.cpuMs,
    event.reportedCostNanoUsd,
    event.metadata === null || Object.keys(event.metadata).length === 0 ? null : inNameOrder(event.metadata),
    ...(event.providerApiUrl === "" ? [] : [event.providerApiUrl]),
    ...(isCounted(event) ? [] : [null]),
    ...(event.units.other === undefined ? [] : [inNameOrder(event.units.other)]),
  ]);
  return fingerprint(said);
}
