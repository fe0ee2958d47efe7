import type { LangfuseScore } from "@voygent/contracts";
import type { FeedbackRow } from "@voygent/db";

/** A label is a category or a tag; whatever is longer or has more than one line may be what somebody wrote. */
const LABEL = /^[\p{L}\p{N}][\p{L}\p{N} _.:/-]{0,63}$/u;

/** Types of scores whose value is a text that somebody wrote. */
const WRITTEN = new Set(["TEXT", "CORRECTION"]);

const labelOf = (value: unknown): string | null => (typeof value === "string" && LABEL.test(value) ? value : null);

function tagOf(metadata: unknown): unknown {
  return typeof metadata === "object" && metadata !== null && "tag" in metadata ? metadata.tag : null;
}

function valueOf({ value }: LangfuseScore): number | null {
  return typeof value === "string" ? null : Number(value);
}

/** A score as feedback: its number, and its tag or category; an id is made when it has none. */
export function readScore(score: LangfuseScore, observedAtMs: number): FeedbackRow {
  const category = WRITTEN.has(score.dataType?.toUpperCase() ?? "") ? null : score.value;
  return {
    id: score.id ?? crypto.randomUUID(),
    traceId: score.traceId?.toLowerCase() ?? null,
    observationId: score.observationId?.toLowerCase() ?? null,
    sessionId: score.sessionId ?? null,
    name: score.name,
    value: valueOf(score),
    label: labelOf(tagOf(score.metadata)) ?? labelOf(category),
    environment: score.environment ?? "default",
    observedAtMs,
  };
}
