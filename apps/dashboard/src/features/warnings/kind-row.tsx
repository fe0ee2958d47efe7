import type { WarningDays } from "../../api/schema.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { formatDay } from "../../format/time.ts";
import { Bars } from "../../ui/bars.tsx";
import { Button } from "../../ui/button.tsx";
import { Instant } from "../../ui/instant.tsx";
import { WARNING_KINDS } from "./warning-kinds.ts";

/** One kind: what it means, what to do, how often and when it came. */
export function KindRow({
  kind: { kind, count, counts, last_seen_at: lastSeenAt },
  dates,
  tz,
  isChosen,
  onToggle,
}: {
  kind: WarningDays["data"][number];
  dates: string[];
  tz: string;
  isChosen: boolean;
  onToggle: (isChosen: boolean) => void;
}) {
  const { name, meaning, advice } = WARNING_KINDS[kind];
  return (
    <li className="grid gap-x-6 gap-y-2 border-t px-4 py-3 sm:grid-cols-[minmax(0,1fr)_11rem_auto] sm:items-center">
      <div className="min-w-0">
        <h3 className="text-sm font-medium">
          {name} <code className="ml-1 font-mono text-2xs font-normal break-all text-subtle">{kind}</code>
        </h3>
        <p className="text-sm text-muted">{meaning}</p>
        <p className="text-sm">
          <span className="text-subtle">What to do:</span> {advice}
        </p>
      </div>
      <div>
        <Bars
          label={`${name}: ${formatQuantity(count, "time")}, by day`}
          bars={dates.map((date, index) => ({
            key: date,
            value: counts[index] ?? 0,
            title: `${formatDay(date, true)} (UTC): ${formatCount(counts[index] ?? 0)}`,
          }))}
        />
        <p className="figures mt-1 flex justify-between gap-2 text-xs text-subtle">
          <span className="font-medium text-ink">{formatCount(count)}</span>
          <Instant at={lastSeenAt} tz={tz} />
        </p>
      </div>
      <Button
        size="sm"
        aria-label={`${isChosen ? "Show all" : "Only this"}: ${name}`}
        onClick={() => onToggle(!isChosen)}
        className="justify-self-start"
      >
        {isChosen ? "Show all" : "Only this"}
      </Button>
    </li>
  );
}
