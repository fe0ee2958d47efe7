import { formatExactInstant, formatRecentInstant } from "../format/time.ts";

/** An instant as day and time in a zone, with the zone in its title. */
export function Instant({ at, tz }: { at: string; tz: string }) {
  return (
    <time dateTime={at} title={formatExactInstant(at, tz)} className="figures whitespace-nowrap">
      {formatRecentInstant(at, tz)}
    </time>
  );
}
