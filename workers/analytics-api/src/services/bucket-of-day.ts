import { addDays } from "@voygent/contracts";

/** The first day of the interval that a day lies in; a week begins on Monday. */
export function bucketOfDay(day: string, interval: "day" | "week" | "month"): string {
  if (interval === "day") return day;
  if (interval === "month") return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}
