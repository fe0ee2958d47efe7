import type { Skipped } from "../../price-list.ts";

/** What a result says of extractors that were left as they were: nobody looks into a run that has changed nothing else. */
export function keptExtractorsReason(skipped: Skipped[]): string | undefined {
  const { length: count } = skipped.filter(({ reason }) => reason === "extractor_kept" || reason === "missing_count");
  if (count === 0) return undefined;
  return `raw usage of ${count} API ${count === 1 ? "flavour" : "flavours"} is read as before, not as listed`;
}
