import type { ListedRate } from "../price-list.ts";

const EVERY_DAY = 127;
const MONDAY_TO_FRIDAY = 31;

/** Hours of the day that since then hold on some days of the week only, for which the list has no words. */
type HoursCorrection = { provider: string; models: readonly string[]; fromMs: number; weekdays: number };

/**
 * What vendors bill and the list cannot express. DeepSeek: since 2026-08-23 weekends (of Beijing, whose peak hours lie on the
 * same day of UTC) are off-peak all day; see https://github.com/pydantic/genai-prices/issues/582.
 */
const CORRECTIONS: readonly HoursCorrection[] = [
  {
    provider: "deepseek",
    models: ["deepseek-v4-flash", "deepseek-v4-pro"],
    fromMs: Date.UTC(2026, 7, 23),
    weekdays: MONDAY_TO_FRIDAY,
  },
];

/** The same rate, on the days of the correction if it holds for a part of every day. */
function onDays(rate: ListedRate, weekdays: number): ListedRate {
  if (rate.window?.[2] !== EVERY_DAY) return rate;
  const [startMinute, endMinute] = rate.window;
  return { ...rate, window: [startMinute, endMinute, weekdays], flags: [...rate.flags, "hours_corrected"] };
}

/** The rates of a model of genai-prices, oldest first, with the hours that its vendor bills: a new period of the same prices. */
export function correctGenaiHours(provider: string, model: string, rates: ListedRate[]): ListedRate[] {
  const correction = CORRECTIONS.find((entry) => entry.provider === provider && entry.models.includes(model));
  if (correction === undefined) return rates;
  const { fromMs, weekdays } = correction;
  const before = rates.filter(({ effectiveFromMs }) => effectiveFromMs < fromMs);
  const since = rates.filter(({ effectiveFromMs }) => effectiveFromMs >= fromMs);
  const lastPeriodMs = Math.max(...before.map(({ effectiveFromMs }) => effectiveFromMs));
  const isPeriodListed = since.some(({ effectiveFromMs }) => effectiveFromMs === fromMs);
  const goingOn = isPeriodListed ? [] : before.filter(({ effectiveFromMs }) => effectiveFromMs === lastPeriodMs);
  const period = goingOn.map((rate) => ({ ...rate, effectiveFromMs: fromMs }));
  return [...before, ...[...period, ...since].map((rate) => onDays(rate, weekdays))];
}
