import { hash } from "node:crypto";

import type { LangfuseScore } from "@voygent/contracts";
import type { FeedbackRow } from "@voygent/db";

/** A label is a category or a tag of at most three words; whatever is longer may be what somebody wrote. */
const LABEL = /^(?=.{1,64}$)[\p{L}\p{N}][\p{L}\p{N}_.:/-]*(?: [\p{L}\p{N}_.:/-]+){0,2}$/u;

/** A category whose score does not say that it is one: a single word, since what has several may be what somebody wrote. */
const WORD = /^[\p{L}\p{N}][\p{L}\p{N}_.:/-]{0,63}$/u;

/** Types of scores whose value is a text that somebody wrote. */
const WRITTEN = new Set(["TEXT", "CORRECTION"]);

const labelOf = (value: unknown): string | null => (typeof value === "string" && LABEL.test(value) ? value : null);

function tagOf(metadata: unknown): unknown {
  return typeof metadata === "object" && metadata !== null && "tag" in metadata ? metadata.tag : null;
}

function valueOf({ value }: LangfuseScore): number | null {
  return typeof value === "string" ? null : Number(value);
}

function categoryOf({ value, dataType }: LangfuseScore): string | null {
  const type = dataType?.toUpperCase() ?? "";
  if (typeof value !== "string" || WRITTEN.has(type)) return null;
  return type !== "" || WORD.test(value) ? labelOf(value) : null;
}

/** The same for the same kind of score at the same place: sent again, it takes the place of what it was. */
function idOfPlace({ traceId, observationId, sessionId, name, environment }: LangfuseScore): string {
  const place = [traceId?.toLowerCase(), observationId?.toLowerCase(), sessionId, name, environment];
  return `score-${hash("sha256", JSON.stringify(place.map((part) => part ?? null)), "base64url")}`;
}

/**
 * A score as feedback: its number, and its tag or category. One without an id gets that of its event, else one made of what it
 * is a score of.
 */
export function readScore(score: LangfuseScore, observedAtMs: number, eventId?: string): FeedbackRow {
  return {
    id: score.id ?? eventId ?? idOfPlace(score),
    traceId: score.traceId?.toLowerCase() ?? null,
    observationId: score.observationId?.toLowerCase() ?? null,
    sessionId: score.sessionId ?? null,
    name: score.name,
    value: valueOf(score),
    label: labelOf(tagOf(score.metadata)) ?? categoryOf(score),
    environment: score.environment ?? "default",
    observedAtMs,
  };
}
