import { NAMES, TIME_TO_FIRST_CHUNK } from "./attribute-names.ts";
import type { Attributes, OtlpSpan } from "./otlp-span.ts";
import { findText, textAt } from "./read-text.ts";

const NANO_PER_MS = 1_000_000n;

/** Longest duration that is stored; what says more is a clock that jumped. */
const MAX_MS = 1_000_000_000_000;

const orNull = (ms: number) => (ms >= 0 && ms <= MAX_MS ? Math.round(ms) : null);

function timeToFirstChunk(attributes: Attributes, startedAtMs: number | null): number | null {
  const seconds = findText(attributes, TIME_TO_FIRST_CHUNK.seconds);
  if (seconds !== null) return orNull(Number(seconds.text) * 1000);
  const milliseconds = findText(attributes, TIME_TO_FIRST_CHUNK.milliseconds);
  if (milliseconds !== null) return orNull(Number(milliseconds.text));
  const completionStart = textAt(attributes, NAMES.langfuseCompletionStart);
  if (completionStart === null || startedAtMs === null) return null;
  return orNull(Date.parse(completionStart) - startedAtMs);
}

/** When a span began, in ms since 1970, how long it took, and after how long its first chunk came; null where it does not say. */
export function readTimes({ startNano, endNano, attributes }: OtlpSpan) {
  const startedAtMs = startNano === null ? null : Number(startNano / NANO_PER_MS);
  return {
    statedAtMs: startedAtMs,
    durationMs: startNano === null || endNano === null ? null : orNull(Number((endNano - startNano) / NANO_PER_MS)),
    ttftMs: timeToFirstChunk(attributes, startedAtMs),
  };
}
