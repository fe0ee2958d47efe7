import type { ListedRate } from "../../api/pricing-schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { HoursNote } from "./hours-note.tsx";

/** For which service tier a rate is, and below it in which hours when it does not hold all day. */
export function TierAndHours({ rate: { service_tier: tier, daily_window: window } }: { rate: ListedRate }) {
  return (
    <span className="flex flex-col items-start">
      <Badge>{tier}</Badge>
      <HoursNote window={window} />
    </span>
  );
}
