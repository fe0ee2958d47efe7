import type { PriceHistory } from "../../../api/pricing-schema.ts";
import { hoursText } from "../../../format/hours.ts";
import { perToldQuantity, sourceName } from "../../../format/prices.ts";

const DAY_MS = 86_400_000;
const SHOWN_BEFORE_MS = 90 * DAY_MS;
const SHOWN_AFTER_MS = 14 * DAY_MS;

/** One line of the chart: a list's price of one unit and one service tier. */
export interface HistorySeries {
  key: string;
  name: string;
}

/** An instant at which something changes, and the price of every line from then on (null: it has none). */
export interface HistoryPoint {
  atMs: number;
  prices: (number | null)[];
}

/** The prices of one unit and tier as lines over time, from before the first change until after the last one and now. */
export function toHistorySeries(
  history: PriceHistory,
  { unit, tier, nowMs }: { unit: string; tier: string; nowMs: number },
): { series: HistorySeries[]; points: HistoryPoint[] } {
  const lines = history.data.filter((line) => line.unit === unit && line.service_tier === tier);
  const series = lines.map(({ source, daily_window: window }) => {
    const text = hoursText(window);
    const hours = text === null ? "" : `, ${text}`;
    return { key: `${source}${hours}`, name: `${sourceName(source)}${hours}` };
  });
  const bounds = lines.flatMap(({ points }) => points.flatMap(({ from, to }) => [from, to])).filter(isText);
  const changes = bounds.map((instant) => Date.parse(instant));
  const firstMs = Math.min(nowMs, ...changes) - SHOWN_BEFORE_MS;
  const lastMs = Math.max(nowMs, ...changes) + SHOWN_AFTER_MS;
  const instants = [...new Set([firstMs, ...changes, lastMs])].toSorted((left, right) => left - right);
  const points = instants.map((atMs) => ({ atMs, prices: lines.map((line) => priceAt(line, atMs)) }));
  return { series, points };
}

const isText = (text: string | null): text is string => text !== null;

/** The price that a line has at an instant, for as many units as it is told for; of several that hold, the one that began last. */
function priceAt({ unit, points }: PriceHistory["data"][number], atMs: number): number | null {
  const current = points.filter(({ superseded_at: supersededAt }) => supersededAt === null);
  const active = current
    .filter(({ from, to }) => (from === null || Date.parse(from) <= atMs) && (to === null || atMs < Date.parse(to)))
    .toSorted((left, right) => Date.parse(right.from ?? "1970-01-01") - Date.parse(left.from ?? "1970-01-01"));
  const price = active[0]?.price ?? null;
  return price === null ? null : Number(perToldQuantity(price, unit));
}
