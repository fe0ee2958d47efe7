import { OPEN_MS } from "@voygent/db";

import type { DailyWindow, ListedRate, SkipReason } from "../price-list.ts";
import { GenaiConstraint, type GenaiModel, GenaiPrice } from "./genai-prices-schema.ts";
import { unitName } from "./genai-units.ts";
import type { ListNotes } from "./list-notes.ts";
import { RateDraft } from "./rate-draft.ts";
import { readAmount } from "./read-amount.ts";

const EVERY_DAY = 127;

/** The endings of price keys: how many units one price covers, and what the unit is when it is no plain count. */
const ENDINGS = new Map([
  ["mtok", { per: 1e6, suffix: "" }],
  ["kcount", { per: 1e3, suffix: "" }],
  ["mchars", { per: 1e6, suffix: "_characters" }],
  ["kpages", { per: 1e3, suffix: "_pages" }],
  ["hours", { per: 3600, suffix: "_seconds" }],
  ["gpixels", { per: 1e9, suffix: "_pixels" }],
]);

/** What a call always has: without its price the others price half of the call. */
const INDISPENSABLE = new Set(["input", "output"]);

function readKey(key: string): { unit: string; per: number } | null {
  const [, name = "", endingName = ""] = /^([a-z]\w*)_([a-z]+)$/.exec(key) ?? [];
  const ending = ENDINGS.get(endingName);
  return ending === undefined ? null : { unit: `${unitName(name)}${ending.suffix}`, per: ending.per };
}

type Step = { above: number; price: number; per: number };

function addStep(draft: RateDraft, unit: string, { above, price, per }: Step): SkipReason | null {
  const amount = readAmount(price, per);
  if ("picoUsd" in amount) return draft.add(unit, { above, inclusive: above === 0, picoUsd: amount.picoUsd });
  draft.addGap(unit, above);
  return amount.reason;
}

/** Adds a price with its tiers; the answer is what was left out of it and why. */
function addPrice(draft: RateDraft, unit: string, price: GenaiPrice, per: number): SkipReason[] {
  const { base, tiers } = typeof price === "number" ? { base: price, tiers: [] } : price;
  const reason = addStep(draft, unit, { above: 0, price: base, per });
  if (reason !== null) return [reason];
  return tiers
    .map((tier) => addStep(draft, unit, { above: tier.start, price: tier.price, per }))
    .filter((skipped) => skipped !== null);
}

/** Whether a price that was left out for this reason leaves the others usable. */
const isSidePrice = (unit: string, reason: SkipReason): boolean =>
  reason === "ambiguous" || (reason === "zero_unknown" && !INDISPENSABLE.has(unit));

/** The prices of one entry, or why it prices nothing. A side price of zero is left out: it is not known. */
function readPrices(prices: Record<string, unknown>, path: string, notes: ListNotes): RateDraft | SkipReason {
  const draft = new RateDraft();
  for (const [key, value] of Object.entries(prices)) {
    const known = readKey(key);
    const price = GenaiPrice.safeParse(value);
    if (known === null) notes.unknownKey(key, path);
    else if (!price.success) return "not_a_number";
    else {
      for (const reason of addPrice(draft, known.unit, price.data, known.per)) {
        if (!isSidePrice(known.unit, reason)) return reason;
        notes.skip(`${path}: ${key}`, reason);
      }
    }
  }
  return draft;
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

type When = { effectiveFromMs: number; window: DailyWindow | null };

/** When an entry holds. A part of the day belongs to the last dated entry before it: that day changed the schedule too. */
function readWhen(constraint: unknown, lastDatedMs: number): When | null {
  if (constraint === undefined || constraint === null) return { effectiveFromMs: 0, window: null };
  const parsed = GenaiConstraint.safeParse(constraint);
  if (!parsed.success) return null;
  if ("start_date" in parsed.data) return { effectiveFromMs: Date.parse(parsed.data.start_date), window: null };
  const [start, end] = [minuteOf(parsed.data.start_time), minuteOf(parsed.data.end_time)];
  return start === end ? null : { effectiveFromMs: lastDatedMs, window: [start, end, EVERY_DAY] };
}

const keyOf = ({ effectiveFromMs, window }: When) => `${effectiveFromMs} ${window?.[0] ?? "day"}`;

/** The dated rates of a model of genai-prices, oldest first, or why it has none that can be used. */
export function readGenaiRates(model: GenaiModel, path: string, notes: ListNotes): ListedRate[] | SkipReason {
  const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  const rates = new Map<string, ListedRate>();
  let lastDatedMs = 0;
  for (const { constraint, prices } of entries) {
    const when = readWhen(constraint, lastDatedMs);
    if (when === null) return "bad_window";
    if (when.window === null && when.effectiveFromMs > 0) lastDatedMs = when.effectiveFromMs;
    const draft = readPrices(prices, path, notes);
    if (typeof draft === "string") return draft;
    const isFree = Object.keys(prices).length === 0;
    if (!isFree && Object.keys(draft.rates()).length === 0) return "not_expressible";
    if (rates.has(keyOf(when))) notes.skip(path, "bad_window");
    else {
      const always = { serviceTier: "standard" as const, effectiveToMs: OPEN_MS, flags: [] };
      rates.set(keyOf(when), { ...always, ...when, isFree, rates: draft.rates(), gaps: draft.gaps });
    }
  }
  return [...rates.values()].toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs);
}
