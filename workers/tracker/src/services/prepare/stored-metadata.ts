import type { UsageEvent } from "../../intake/usage-event.ts";

/** What the column `metadata` holds: the labels of an event and, when it came as a span, where that stood in its trace. */
export function storedMetadata({ metadata, spanLinks }: UsageEvent): string | null {
  if (spanLinks === undefined) return metadata === null ? null : JSON.stringify(metadata);
  const { enclosingSpanId, innerSpanIds } = spanLinks;
  const stored = {
    ...metadata,
    ...(enclosingSpanId !== null && { enclosing_span_id: enclosingSpanId }),
    ...(innerSpanIds.length > 0 && { inner_span_ids: innerSpanIds }),
  };
  return Object.keys(stored).length === 0 ? null : JSON.stringify(stored);
}
