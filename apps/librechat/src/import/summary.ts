import type { Acknowledged } from "./ordered-sender.ts";
import { RULES, type Tally } from "./tally.ts";

/** What an import has done. `acknowledged` is null when nothing was to be sent. */
export type ImportResult = { tally: Tally; answers: number; acknowledged: Acknowledged | null; seconds: number };

const isoOf = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);

const usd = (amount: number) => Number(amount.toFixed(9));

/** The result as JSON: stable names, counts as numbers. */
export function summaryJson({ tally, answers, acknowledged, seconds }: ImportResult): object {
  const { count, recorded, duplicates, differing, rejected } = acknowledged ?? {};
  return {
    dry_run: acknowledged === null,
    transaction_rows: tally.rows,
    answers,
    interactions: tally.interactions,
    ...(acknowledged !== null && {
      sent: { acknowledged: count, recorded, already_there: (duplicates ?? 0) + (differing ?? 0), differing, rejected },
    }),
    first: isoOf(tally.firstMs),
    last: isoOf(tally.lastMs),
    rules: Object.fromEntries(tally.rules),
    models: Object.fromEntries(
      [...tally.models].map(([model, totals]) => [
        model,
        {
          interactions: totals.interactions,
          input_tokens: totals.input,
          output_tokens: totals.output,
          cache_read_tokens: totals.cacheRead,
          cache_write_tokens: totals.cacheWrite,
          librechat_cost_usd: usd(totals.librechatUsd),
        },
      ]),
    ),
    seconds: Number(seconds.toFixed(3)),
  };
}

/** So many interactions with other usage are of other settings, not of a few odd rows. */
const MANY_DIFFERING = 10;

const DIFFERING_HINT =
  "What was told with other usage before is among the dashboard's warnings. Had the plugin, or an import before this one, other settings (--user, --environment, --upgraded-at)? --until with the day on which you hooked up the plugin leaves its time out.";

/** Aligned columns: texts to the left, numbers to the right. */
function table(rows: (string | number)[][]): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : cell)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return cells.map((row) => `  ${line(row)}`);
}

/** The result as a table for people. */
export function summaryText({ tally, answers, acknowledged, seconds }: ImportResult): string {
  const counts: [string, string | number][] = [
    ["transactions of model calls", tally.rows],
    ["answers among the messages", answers],
    ["interactions", tally.interactions],
    ["first", isoOf(tally.firstMs) ?? "–"],
    ["last", isoOf(tally.lastMs) ?? "–"],
  ];
  if (acknowledged !== null) {
    const { recorded, duplicates, differing, rejected } = acknowledged;
    counts.push(["recorded", recorded], ["already there", duplicates + differing]);
    if (differing > 0) counts.push(["  of these told with other usage before, which is kept", differing]);
    counts.push(["rejected", rejected]);
  }
  const rules = Object.entries(RULES).flatMap(([rule, words]): [string, number][] => {
    const found = [...tally.rules].find(([name]) => name === rule);
    return found === undefined ? [] : [[words, found[1]]];
  });
  const models = [...tally.models].toSorted(([, left], [, right]) => right.interactions - left.interactions);
  const lines = [
    acknowledged === null ? "Dry run: nothing was sent" : "Import",
    ...table(counts),
    ...((acknowledged?.differing ?? 0) >= MANY_DIFFERING ? [DIFFERING_HINT] : []),
    ...(rules.length > 0 ? ["", "Of these", ...table(rules)] : []),
    "",
    ...table([
      ["Models", "interactions", "input", "output", "cache read", "cache write", "LibreChat's USD"],
      ...models.map(([model, each]) => [
        model,
        each.interactions,
        each.input,
        each.output,
        each.cacheRead,
        each.cacheWrite,
        each.librechatUsd.toFixed(6),
      ]),
    ]),
    "",
    "LibreChat records no speech, no images but Gemini's, no embeddings and no fees of web searches.",
    `${seconds.toFixed(1)} s`,
  ];
  return lines.join("\n");
}
