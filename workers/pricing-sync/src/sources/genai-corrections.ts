import type { DailyWindow, ListedRate } from "../price-list.ts";

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

type EveryDay = ListedRate & { window: DailyWindow };

const isEveryDay = (rate: ListedRate): rate is EveryDay => rate.window?.[2] === EVERY_DAY;

/** A rate for hours of every day as one until the correction, and one on its days of the week from then on. */
function split(rate: EveryDay, { fromMs, weekdays }: HoursCorrection): ListedRate[] {
  const { effectiveFromMs, effectiveToMs, window } = rate;
  if (effectiveToMs <= fromMs) return [rate];
  const [startMinute, endMinute] = window;
  const corrected: ListedRate = {
    ...rate,
    effectiveFromMs: Math.max(effectiveFromMs, fromMs),
    window: [startMinute, endMinute, weekdays],
    flags: [...rate.flags, "hours_corrected"],
  };
  return effectiveFromMs >= fromMs ? [corrected] : [{ ...rate, effectiveToMs: fromMs }, corrected];
}

/** The rates of a model of genai-prices, oldest first, with the hours that its vendor bills. */
export function correctGenaiHours(provider: string, model: string, rates: ListedRate[]): ListedRate[] {
  const correction = CORRECTIONS.find((entry) => entry.provider === provider && entry.models.includes(model));
  if (correction === undefined) return rates;
  return rates
    .flatMap((rate) => (isEveryDay(rate) ? split(rate, correction) : [rate]))
    .toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs);
}
