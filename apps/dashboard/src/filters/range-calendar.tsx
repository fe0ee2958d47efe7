import { format, parseISO } from "date-fns";
import { useState } from "react";
import { DayPicker } from "react-day-picker";
import type { DateRange } from "react-day-picker";
import "react-day-picker/style.css";
import "./range-calendar.css";

import { Button } from "../ui/button.tsx";
import type { ResolvedRange } from "./resolve-range.ts";

const dayOf = (date: Date) => format(date, "yyyy-MM-dd");

/** A calendar in which the first and the last day of a range are clicked; a chunk of its own. */
export default function RangeCalendar({
  range,
  onChoose,
}: {
  range: ResolvedRange;
  onChoose: (start: string, end: string) => void;
}) {
  const [chosen, setChosen] = useState<DateRange | undefined>({
    from: parseISO(range.startDay),
    to: parseISO(range.endDay),
  });
  const { from, to = from } = chosen ?? {};
  return (
    <div className="p-3">
      <DayPicker
        mode="range"
        weekStartsOn={1}
        defaultMonth={parseISO(range.endDay)}
        endMonth={parseISO(range.today)}
        disabled={{ after: parseISO(range.today) }}
        captionLayout="dropdown"
        resetOnSelect
        selected={chosen}
        onSelect={setChosen}
      />
      <div className="mt-2 flex items-center justify-between gap-3 border-t pt-3">
        <p className="figures text-xs text-subtle">
          {from === undefined || to === undefined ? "Choose the first day" : `${dayOf(from)} – ${dayOf(to)}`}
        </p>
        <Button
          look="primary"
          size="sm"
          disabled={from === undefined || to === undefined}
          onClick={() => from !== undefined && to !== undefined && onChoose(dayOf(from), dayOf(to))}
        >
          Apply
        </Button>
      </div>
    </div>
  );
}
