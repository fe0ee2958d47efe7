import { CalendarDays, ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { formatDay } from "../format/time.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Popover } from "../ui/popover.tsx";
import { RANGE_NAMES, RANGE_PRESETS } from "./range-presets.ts";
import type { ResolvedRange } from "./resolve-range.ts";
import { useChangeSearch } from "./use-change-search.ts";

const RangeCalendar = lazy(() => import("./range-calendar.tsx"));

/** The days of a range in words: `4 Mar 2026`, `3 Feb – 4 Mar 2026`. */
const daysText = ({ startDay, endDay }: ResolvedRange) =>
  startDay === endDay
    ? formatDay(endDay, true)
    : `${formatDay(startDay, startDay.slice(0, 4) !== endDay.slice(0, 4))} – ${formatDay(endDay, true)}`;

/** Chooses the range: a named one with one click, any other from a calendar. */
export function RangePicker({ range }: { range: ResolvedRange }) {
  const changeSearch = useChangeSearch();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label="Date range"
      className="flex flex-col sm:flex-row"
      trigger={
        <Button aria-label={`Date range: ${range.label}, ${daysText(range)}`}>
          <CalendarDays aria-hidden className="text-subtle" />
          {range.preset !== "custom" && <span>{range.label}</span>}
          <span className={cn("figures", range.preset !== "custom" && "hidden font-normal text-muted sm:inline")}>
            {daysText(range)}
          </span>
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      }
    >
      <ul className="grid grid-cols-2 gap-px border-b p-1.5 sm:flex sm:w-40 sm:flex-col sm:border-r sm:border-b-0">
        {RANGE_PRESETS.filter((preset) => preset !== "custom").map((preset) => (
          <li key={preset}>
            <button
              type="button"
              aria-pressed={preset === range.preset}
              onClick={() => {
                changeSearch({ range: preset, start: undefined, end: undefined });
                setIsOpen(false);
              }}
              className="flex h-8 pointer-coarse:h-10 w-full items-center rounded-md px-2.5 text-left text-sm hover:bg-hover aria-pressed:bg-active aria-pressed:font-medium"
            >
              {RANGE_NAMES[preset]}
            </button>
          </li>
        ))}
      </ul>
      <Suspense fallback={<div className="h-[21.5rem] w-[17.5rem]" />}>
        <RangeCalendar
          range={range}
          onChoose={(start, end) => {
            changeSearch({ range: "custom", start, end });
            setIsOpen(false);
          }}
        />
      </Suspense>
    </Popover>
  );
}
