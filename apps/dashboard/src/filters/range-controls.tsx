import { RangePicker } from "./range-picker.tsx";
import type { ResolvedRange } from "./resolve-range.ts";
import { TimeZonePicker } from "./time-zone-picker.tsx";

/** The range and the time zone of a page. */
export function RangeControls({ range }: { range: ResolvedRange }) {
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
      <RangePicker range={range} />
      <TimeZonePicker tz={range.tz} />
    </div>
  );
}
