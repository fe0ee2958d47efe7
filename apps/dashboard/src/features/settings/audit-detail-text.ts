import * as z from "zod/mini";

import type { AuditLogEntry } from "../../api/schema.ts";
import { formatCompact, formatCount } from "../../format/counts.ts";
import { hoursText } from "../../format/hours.ts";
import { formatPrice, unitName } from "../../format/prices.ts";
import { formatInstant } from "../../format/time.ts";

const Prices = z.record(
  z.string(),
  z.object({
    base: z.string(),
    tiers: z.array(z.object({ above_input_tokens: z.number(), inclusive: z.boolean(), price: z.string() })),
  }),
);
const Moves = z.array(z.object({ unit: z.string(), from: z.nullable(z.string()), to: z.nullable(z.string()) }));
const DailyWindow = z.object({
  start: z.string(),
  end: z.string(),
  weekdays: z.exactOptional(z.array(z.number())),
});
const Instant = z.iso.datetime();

/** What a person cannot use, or what stands beside it already. */
const isInternal = (name: string) =>
  name === "id" || name.endsWith("_id") || name === "recorded_at" || name === "book_version";

const pricesText = (prices: z.infer<typeof Prices>) =>
  Object.entries(prices).map(([unit, { base, tiers }]) => {
    const steps = tiers.map(
      ({ above_input_tokens: above, inclusive, price }) =>
        `${inclusive ? "from" : "above"} ${formatCompact(above)} ${formatPrice(price, unit)}`,
    );
    return [`${unitName(unit)} ${formatPrice(base, unit)}`, ...steps].join(" ");
  });

const movesText = (moves: z.infer<typeof Moves>) =>
  moves.map(({ unit, from, to }) => {
    const [before, after] = [from, to].map((price) => (price === null ? "none" : formatPrice(price, unit)));
    return `${unitName(unit)} ${before} → ${after}`;
  });

function scalarText(name: string, value: string | number, tz: string): string {
  if (typeof value === "number") {
    return name.endsWith("_ms") ? formatInstant(new Date(value).toISOString(), tz) : formatCount(value);
  }
  return z.safeParse(Instant, value).success ? formatInstant(value, tz) : value;
}

/** The parts of one field; none when it says nothing. */
function partsOf([name, value]: [string, unknown], tz: string): string[] {
  if (isInternal(name) || value === undefined || value === null || value === false || value === 0) return [];
  const words = (typeof value === "number" ? name.replace(/_ms$/, "") : name).replaceAll("_", " ");
  if (value === true) return [words];
  if (typeof value === "string" || typeof value === "number") return [`${words} ${scalarText(name, value, tz)}`];
  const prices = z.safeParse(Prices, value);
  if (name === "prices" && prices.success) return pricesText(prices.data);
  const moves = z.safeParse(Moves, value);
  if (name === "moves" && moves.success) return movesText(moves.data);
  const window = z.safeParse(DailyWindow, value);
  if (name === "daily_window" && window.success) return [hoursText(window.data) ?? ""];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return [`${words} ${value.join(", ")}`];
  return Object.entries(value).flatMap((entry) => partsOf(entry, tz));
}

/** What an entry of the audit log tells beside its action, in words: `Input $0.25, effective from 1 Jan 2026, 00:00`. */
export const auditDetailText = (detail: AuditLogEntry["detail"], tz: string): string =>
  Object.entries(detail)
    .flatMap((entry) => partsOf(entry, tz))
    .join(", ");
