import { cn } from "../../../ui/cn.ts";
import { Field } from "../../../ui/field.tsx";
import { WEEKDAY_NAMES } from "../../../format/hours.ts";
import { EVERY_DAY } from "./own-rate-draft.ts";
import type { OwnHours } from "./own-rate-draft.ts";

const FIRST_HOURS: OwnHours = { start: "", end: "", weekdays: EVERY_DAY };

/** The hours of the day and the days of the week in which an own rate holds; all of them while `hours` is null. */
export function OwnRateHours({
  hours,
  onChange,
}: {
  hours: OwnHours | null;
  onChange: (hours: OwnHours | null) => void;
}) {
  return (
    <div className="flex flex-col gap-3">
      <label className="flex w-fit cursor-pointer items-center gap-2.5 text-sm">
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={(event) => onChange(event.target.checked ? FIRST_HOURS : null)}
          className="size-3.5 accent-accent"
        />
        Only in some hours of the day
      </label>
      {hours !== null && (
        <>
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-[1fr_1fr_auto]">
            <Field
              label="From (UTC)"
              type="time"
              required
              value={hours.start}
              onChange={(event) => onChange({ ...hours, start: event.target.value })}
            />
            <Field
              label="Until (UTC)"
              type="time"
              required
              value={hours.end}
              onChange={(event) => onChange({ ...hours, end: event.target.value })}
            />
            <fieldset className="col-span-2 sm:col-span-1">
              <legend className="mb-1.5 text-sm font-medium">Days</legend>
              <div className="flex h-9 gap-1">
                {EVERY_DAY.map((day) => (
                  <WeekdayButton
                    key={day}
                    day={day}
                    isChosen={hours.weekdays.includes(day)}
                    onToggle={() => onChange({ ...hours, weekdays: toggled(hours.weekdays, day) })}
                  />
                ))}
              </div>
            </fieldset>
          </div>
          <p className="text-xs text-subtle">
            For the rest of the week the rate without hours counts: yours, or else that of the lists. Hours that pass
            midnight belong to the day on which they begin.
          </p>
        </>
      )}
    </div>
  );
}

/** At least one day stays chosen. */
function toggled(weekdays: number[], day: number): number[] {
  const others = weekdays.filter((other) => other !== day);
  if (others.length === weekdays.length) return [...weekdays, day].toSorted((left, right) => left - right);
  return others.length === 0 ? weekdays : others;
}

function WeekdayButton({ day, isChosen, onToggle }: { day: number; isChosen: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onToggle}
      className={cn(
        "h-full flex-1 rounded-md border border-line-strong px-1.5 text-xs font-medium text-subtle shadow-soft hover:bg-hover",
        isChosen && "border-accent/50 bg-accent-soft text-accent",
      )}
    >
      {WEEKDAY_NAMES[day - 1]}
    </button>
  );
}
