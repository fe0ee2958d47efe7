import type { ListedRate, OverrideRequest, ServiceTier } from "../../../api/pricing-schema.ts";
import { perMillion, perToldQuantity } from "../../../format/prices.ts";
import { startOfDay } from "./start-of-day.ts";

/** What an own rate can have a price for, as the API names it. */
export type OwnUnit = keyof NonNullable<OverrideRequest["prices"]>;

/** All of them, in the order in which they are offered; a test sees to it that none is missing. */
export const OWN_UNITS = [
  "input",
  "output",
  "cache_read",
  "cache_write",
  "cache_write_1h",
  "reasoning",
  "output_citation",
  "input_audio",
  "output_audio",
  "cache_read_audio",
  "input_image",
  "output_image",
  "cache_read_image",
  "input_video",
  "output_video",
  "cache_read_video",
  "web_searches",
  "search_sources",
  "requests",
] as const satisfies OwnUnit[];

/** The days of the week, from Monday. */
export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

export const SERVICE_TIERS = ["standard", "batch", "flex", "priority"] as const satisfies ServiceTier[];

/** The hours of the UTC day (`HH:MM`) in which a rate holds, and on which days of the week: 1 is Monday. */
export interface OwnHours {
  start: string;
  end: string;
  weekdays: number[];
}

/** An own rate as it is being typed: a row per unit with its base price and one price per context tier; `hours` null: all day. */
export interface OwnRateDraft {
  isFree: boolean;
  serviceTier: ServiceTier;
  fromDay: string;
  toDay: string;
  hours: OwnHours | null;
  tiers: { aboveInputTokens: string; isInclusive: boolean }[];
  rows: { unit: OwnUnit; base: string; tierPrices: string[] }[];
}

export const EMPTY_DRAFT: OwnRateDraft = {
  isFree: false,
  serviceTier: "standard",
  fromDay: "",
  toDay: "",
  hours: null,
  tiers: [],
  rows: [
    { unit: "input", base: "", tierPrices: [] },
    { unit: "output", base: "", tierPrices: [] },
  ],
};

/** The request for a draft. Rows without a price are left out; texts go as typed, the API says what is wrong with them. */
export function toOverrideRequest(draft: OwnRateDraft): OverrideRequest {
  const prices = draft.rows.flatMap(({ unit, base, tierPrices }) => {
    if (base.trim() === "") return [];
    const sent = (price: string) => perMillion(price.trim(), unit);
    const tiers = draft.tiers.flatMap(({ aboveInputTokens, isInclusive }, index) => {
      const price = tierPrices[index]?.trim() ?? "";
      if (price === "") return [];
      return [{ above_input_tokens: Number(aboveInputTokens), inclusive: isInclusive, price: sent(price) }];
    });
    return [[unit, tiers.length === 0 ? sent(base) : { base: sent(base), tiers }] as const];
  });
  const [from, to] = [startOfDay(draft.fromDay), startOfDay(draft.toDay)];
  return {
    ...(draft.isFree ? { free: true } : { prices: Object.fromEntries(prices) }),
    ...(draft.serviceTier !== "standard" && { service_tier: draft.serviceTier }),
    ...(draft.hours !== null && { daily_window: toDailyWindow(draft.hours) }),
    ...(from !== undefined && { effective_from: from }),
    ...(to !== undefined && { effective_to: to }),
  };
}

const toDailyWindow = ({ start, end, weekdays }: OwnHours) => ({
  start,
  end,
  ...(weekdays.length < EVERY_DAY.length && { weekdays }),
});

const toHours = ({ start, end, weekdays = EVERY_DAY }: NonNullable<ListedRate["daily_window"]>): OwnHours => ({
  start: start.slice(0, "HH:MM".length),
  end: end.slice(0, "HH:MM".length),
  weekdays,
});

const MIDNIGHT = "T00:00:00.000Z";

const dayToCome = (instant: string | null, nowMs: number) =>
  instant?.endsWith(MIDNIGHT) === true && Date.parse(instant) > nowMs ? instant.slice(0, -MIDNIGHT.length) : "";

/** A price as its unit is told, or nothing. */
const shownOf = (price: string | undefined, unit: OwnUnit) => (price === undefined ? "" : perToldQuantity(price, unit));

/** A draft that begins with a rate; its days are kept as far as they are still to come. */
export function draftOfRate(rate: ListedRate, nowMs = Date.now()): OwnRateDraft {
  const { prices, service_tier: tier, is_free: isFree, daily_window: window } = rate;
  const thresholds = new Map(
    Object.values(prices).flatMap((price) =>
      price.tiers.map(({ above_input_tokens: above, inclusive }) => [above, inclusive] as const),
    ),
  );
  const tiers = [...thresholds].toSorted(([left], [right]) => left - right);
  const rows = OWN_UNITS.flatMap((unit) => {
    const price = prices[unit];
    if (price === undefined) return [];
    const tierPrices = tiers.map(([above]) =>
      shownOf(price.tiers.find(({ above_input_tokens: other }) => other === above)?.price, unit),
    );
    return [{ unit, base: shownOf(price.base, unit), tierPrices }];
  });
  return {
    ...EMPTY_DRAFT,
    isFree,
    fromDay: dayToCome(rate.effective_from, nowMs),
    toDay: dayToCome(rate.effective_to, nowMs),
    serviceTier: SERVICE_TIERS.find((name) => name === tier) ?? "standard",
    hours: window === null ? null : toHours(window),
    tiers: tiers.map(([above, isInclusive]) => ({ aboveInputTokens: String(above), isInclusive })),
    rows: rows.length === 0 ? EMPTY_DRAFT.rows : rows,
  };
}
