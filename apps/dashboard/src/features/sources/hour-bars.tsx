import type { Source } from "../../api/schema.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { formatInstant } from "../../format/time.ts";
import { Bars } from "../../ui/bars.tsx";

/** What a source sent in each of the last 24 hours; failures are marked. */
export function HourBars({ source, hours, tz }: { source: Source; hours: string[]; tz: string }) {
  const { hourly_counts: counts, hourly_error_counts: errors } = source;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const failed = errors.reduce((sum, count) => sum + count, 0);
  return (
    <div className="w-36">
      <Bars
        className="h-7"
        label={`${formatQuantity(total, "event")} in the last 24 hours, ${formatCount(failed)} failed`}
        bars={hours.map((hour, index) => ({
          key: hour,
          value: counts[index] ?? 0,
          badValue: errors[index] ?? 0,
          title: `${formatInstant(hour, tz)}: ${formatQuantity(counts[index] ?? 0, "event")}, ${formatCount(errors[index] ?? 0)} failed`,
        }))}
      />
    </div>
  );
}
