import type { OwnRateDraft } from "./own-rate-draft.ts";

const has = (rows: OwnRateDraft["rows"], unit: string) =>
  rows.some((row) => row.unit === unit && row.base.trim() !== "");

/** Says which cached tokens are charged as input, for want of a price of their own. */
export function CacheHint({ rows }: { rows: OwnRateDraft["rows"] }) {
  if (!has(rows, "input")) return null;
  const missing = [!has(rows, "cache_read") && "cache reads", !has(rows, "cache_write") && "cache writes"].filter(
    (name) => name !== false,
  );
  if (missing.length === 0) return null;
  return (
    <p role="status" className="text-xs text-warn">
      Without prices of their own, {missing.join(" and ")} are charged at the input rate.
    </p>
  );
}
