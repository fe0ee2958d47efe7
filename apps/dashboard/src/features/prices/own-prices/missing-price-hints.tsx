import type { OwnRateDraft } from "./own-rate-draft.ts";

function hintsFor(rows: OwnRateDraft["rows"]): string[] {
  const priced = new Set(rows.filter(({ base }) => base.trim() !== "").map(({ unit }) => unit));
  if (priced.size === 0) return [];
  const hints = (["input", "output"] as const)
    .filter((unit) => !priced.has(unit))
    .map((unit) => `Without a price for ${unit}, calls that have ${unit} tokens stay unpriced.`);
  const cached = [
    ...(priced.has("cache_read") ? [] : ["cache reads"]),
    ...(priced.has("cache_write") ? [] : ["cache writes"]),
  ];
  if (!priced.has("input") || cached.length === 0) return hints;
  return [...hints, `Without prices of their own, ${cached.join(" and ")} are charged at the input rate.`];
}

/** Says what comes of the prices that an own rate leaves out. */
export function MissingPriceHints({ rows }: { rows: OwnRateDraft["rows"] }) {
  return (
    <div role="status" className="text-xs text-warn empty:hidden">
      {hintsFor(rows).map((hint) => (
        <p key={hint}>{hint}</p>
      ))}
    </div>
  );
}
