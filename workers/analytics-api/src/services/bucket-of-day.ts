import { addDays } from "@voygent/contracts";

/** The first day of the interval that a day lies in; a week begins on Monday. */
export function bucketOfDay(day: string, interval: "day" | "week" | "month"): string {
  switch (interval) {
    case "day":
      return day;
    case "week":
      return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    case "month":
      return `${day.slice(0, 7)}-01`;
  }
}
