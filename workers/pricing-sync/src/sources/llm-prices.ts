import { OPEN_MS } from "@voygent/db";
import * as z from "zod";

import type { ListedModel, ListedProvider, ListedRate, PriceList, PriceSource } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { ListNotes } from "./list-notes.ts";
import { ListedName, ListedProviderId } from "./listed-name.ts";
import { RateDraft } from "./rate-draft.ts";
import { readAmount } from "./read-amount.ts";

const PER_MILLION = 1_000_000;
const MAX_ROWS = 20_000;

/** The vendors of the list under the names that genai-prices gives them. */
const PROVIDERS = new Map([
  ["amazon", "aws"],
  ["meta-ai", "meta"],
  ["moonshot-ai", "moonshotai"],
  ["xai", "x-ai"],
]);

const UNITS = [
  ["input", "input"],
  ["output", "output"],
  ["input_cached", "cache_read"],
] as const;

const Row = z.object({
  id: ListedName,
  vendor: ListedProviderId,
  name: z.string().trim().min(1).max(256),
  input: z.unknown(),
  output: z.unknown(),
  input_cached: z.unknown().optional(),
  from_date: z.iso.date().nullish(),
  to_date: z.iso.date().nullish(),
});
type Row = z.infer<typeof Row>;

const List = z.object({ prices: z.array(z.unknown()).max(MAX_ROWS) });

/** Ids that stand for the price of a long context, not for a model. */
const CONTEXT_ID = /-\d{2,4}k$/;

/** `claude-4.5-haiku` is called `claude-haiku-4-5` by its vendor; dots in the version of a Claude are dashes. */
function vendorId(id: string, provider: string): string {
  if (provider !== "anthropic") return id.replace(/^gemini-(\d)-(\d)(?=-)/, "gemini-$1.$2");
  return id
    .replace(/^claude-(\d(?:\.\d)?)-([a-z]+)$/, (_, version: string, family: string) =>
      Number(version) < 4 ? `claude-${version}-${family}` : `claude-${family}-${version}`,
    )
    .replaceAll(".", "-");
}

function readRate(row: Row, notes: ListNotes): ListedRate | null {
  const draft = new RateDraft();
  for (const [key, unit] of UNITS) {
    const value = row[key];
    if (value === null || value === undefined) continue;
    const amount = readAmount(value, PER_MILLION);
    if ("picoUsd" in amount) draft.addBase(unit, amount.picoUsd);
    else notes.skip(`${row.id}: ${key}`, amount.reason);
  }
  if (!draft.has("input") || !draft.has("output")) {
    notes.skip(row.id, "missing_price");
    return null;
  }
  const effectiveFromMs = row.from_date ? Date.parse(row.from_date) : 0;
  const effectiveToMs = row.to_date ? Date.parse(row.to_date) : OPEN_MS;
  if (effectiveFromMs >= effectiveToMs) {
    notes.skip(row.id, "bad_window");
    return null;
  }
  const when = { effectiveFromMs, effectiveToMs, window: null };
  return { serviceTier: "standard", ...when, isFree: false, flags: [], rates: draft.rates(), gaps: [] };
}

/** Rates of one id that do not overlap, oldest first; a row told twice counts once, rows that disagree not at all. */
function schedule(rates: ListedRate[], id: string, notes: ListNotes): ListedRate[] {
  const distinct = [...new Map(rates.map((rate) => [JSON.stringify(rate), rate])).values()];
  const sorted = distinct.toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs);
  const overlaps = sorted.some(
    ({ effectiveFromMs }, index) => effectiveFromMs < (sorted[index - 1]?.effectiveToMs ?? 0),
  );
  if (!overlaps) return sorted;
  notes.skip(id, "ambiguous");
  return [];
}

/**
 * Takes the list of llm-prices.com (its history, or its current form without dates) into our terms: what it says a model
 * costs or has cost. Its ids are its own; those of Claude and Gemini are turned into their vendors'.
 * @throws PriceListRejected when it is not such a list, or when too much of it cannot be read
 */
export function readLlmPrices(value: unknown): PriceList {
  const parsed = List.safeParse(value);
  if (!parsed.success) throw new PriceListRejected("not an llm-prices list: expected a list in `prices`");
  const notes = new ListNotes();
  const rows: Row[] = [];
  for (const [index, entry] of parsed.data.prices.entries()) {
    const row = Row.safeParse(entry);
    if (!row.success) notes.skip(`prices.${index}`, "not_a_model");
    else if (CONTEXT_ID.test(row.data.id)) notes.skip(row.data.id, "not_a_model");
    else rows.push(row.data);
  }
  const providers = [...Map.groupBy(rows, ({ vendor }) => vendor)].map(([vendor, listed]): ListedProvider => {
    const provider = PROVIDERS.get(vendor) ?? vendor;
    const models = [...Map.groupBy(listed, ({ id }) => vendorId(id, provider))].flatMap(
      ([model, same]): ListedModel[] => {
        const { name = model, id: sourceKey = model } = same[0] ?? {};
        const rates = schedule(
          same.map((row) => readRate(row, notes)).filter((rate) => rate !== null),
          sourceKey,
          notes,
        );
        return rates.length === 0 ? [] : [{ model, name, sourceKey, match: null, aliases: [], rates }];
      },
    );
    return { provider, name: provider, rules: {}, models };
  });
  return notes.listOf(providers);
}

/** The list of llm-prices.com: for comparison, and for past prices that no other list knows. */
export const llmPrices: PriceSource = { id: "llm-prices", version: 1, read: readLlmPrices };
