/** What an export answer says when not everything went well, as OTLP names it. */
export type PartialSuccess = { rejectedSpans: number; errorMessage: string };

type Outcome = { rejectedCount: number; reasons: ReadonlyMap<string, number>; conflictCount: number };

const spans = (count: number) => `${count} span${count === 1 ? "" : "s"}`;

/**
 * What the answer to an export says about spans that were refused for good, and about spans that were received before with
 * other content; null when all are well. A transient fault never stands here: the client must not send the spans again.
 */
export function partialSuccess({ rejectedCount, reasons, conflictCount }: Outcome): PartialSuccess | null {
  const parts: string[] = [];
  if (rejectedCount > 0) {
    const list = [...reasons].map(([reason, count]) => `${reason} (${spans(count)})`);
    parts.push(`${spans(rejectedCount)} rejected: ${list.slice(0, 5).join("; ")}`);
  }
  if (conflictCount > 0) {
    parts.push(`${spans(conflictCount)} received before with other content, which was kept`);
  }
  return parts.length === 0 ? null : { rejectedSpans: rejectedCount, errorMessage: parts.join(". ") };
}
