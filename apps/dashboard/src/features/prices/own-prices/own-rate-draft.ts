import type { ListedRate, OverrideRequest, ServiceTier } from "../../../api/pricing-schema.ts";

/** The units that an own rate can have a price for, as the API names them. */
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
  "requests",
] as const satisfies (keyof NonNullable<OverrideRequest["prices"]>)[];
export type OwnUnit = (typeof OWN_UNITS)[number];

export const SERVICE_TIERS = ["standard", "batch", "flex", "priority"] as const satisfies ServiceTier[];

/** An own rate as it is being typed: a row per unit with its base price and one price per context tier. */
export interface OwnRateDraft {
  isFree: boolean;
  serviceTier: ServiceTier;
  fromDay: string;
  toDay: string;
  tiers: { aboveInputTokens: string; isInclusive: boolean }[];
  rows: { unit: OwnUnit; base: string; tierPrices: string[] }[];
}

export const EMPTY_DRAFT: OwnRateDraft = {
  isFree: false,
  serviceTier: "standard",
  fromDay: "",
  toDay: "",
  tiers: [],
  rows: [
    { unit: "input", base: "", tierPrices: [] },
    { unit: "output", base: "", tierPrices: [] },
  ],
};

const startOf = (day: string) => `${day}T00:00:00Z`;

/** The request for a draft. Rows without a price are left out; texts go as typed, the API says what is wrong with them. */
export function toOverrideRequest(draft: OwnRateDraft): OverrideRequest {
  const prices = draft.rows.flatMap(({ unit, base, tierPrices }) => {
    if (base.trim() === "") return [];
    const tiers = draft.tiers.flatMap(({ aboveInputTokens, isInclusive }, index) => {
      const price = tierPrices[index]?.trim() ?? "";
      if (price === "") return [];
      return [{ above_input_tokens: Number(aboveInputTokens), inclusive: isInclusive, price }];
    });
    return [[unit, tiers.length === 0 ? base.trim() : { base: base.trim(), tiers }] as const];
  });
  return {
    ...(draft.isFree ? { free: true } : { prices: Object.fromEntries(prices) }),
    ...(draft.serviceTier !== "standard" && { service_tier: draft.serviceTier }),
    ...(draft.fromDay !== "" && { effective_from: startOf(draft.fromDay) }),
    ...(draft.toDay !== "" && { effective_to: startOf(draft.toDay) }),
  };
}

/** A draft that begins with the prices of a rate; its dates are left open. */
export function draftOfRate({ prices, service_tier: tier, is_free: isFree }: ListedRate): OwnRateDraft {
  const thresholds = new Map(
    Object.values(prices).flatMap((price) =>
      price.tiers.map(({ above_input_tokens: above, inclusive }) => [above, inclusive] as const),
    ),
  );
  const tiers = [...thresholds].toSorted(([left], [right]) => left - right);
  const rows = OWN_UNITS.flatMap((unit) => {
    const price = prices[unit];
    if (price === undefined) return [];
    const tierPrices = tiers.map(
      ([above]) => price.tiers.find(({ above_input_tokens: other }) => other === above)?.price ?? "",
    );
    return [{ unit, base: price.base, tierPrices }];
  });
  return {
    ...EMPTY_DRAFT,
    isFree,
    serviceTier: SERVICE_TIERS.find((name) => name === tier) ?? "standard",
    tiers: tiers.map(([above, isInclusive]) => ({ aboveInputTokens: String(above), isInclusive })),
    rows: rows.length === 0 ? EMPTY_DRAFT.rows : rows,
  };
}
