import type { Interaction } from "../../api/schema.ts";
import { dayIn } from "../../filters/calendar-day.ts";
import { TimelineRow } from "./timeline-row.tsx";
import { formatWeekday } from "../../format/time.ts";

/** Interactions in order, under the day on which they happened; each opens to show how its cost came about. */
export function Timeline({ interactions, tz }: { interactions: Interaction[]; tz: string }) {
  const days = interactions.map(({ timestamp }) => dayIn(new Date(timestamp), tz));
  return (
    <div
      className="scroll-hint @container relative overflow-x-auto"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      role="region"
      aria-label="Interactions"
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-left text-xs whitespace-nowrap text-subtle [&>th]:h-9 [&>th]:px-2.5 [&>th]:font-medium">
            <th scope="col" className="w-8 pr-0!">
              <span className="sr-only">Details</span>
            </th>
            <th scope="col">Time</th>
            <th scope="col" className="hidden @2xl:table-cell">
              Type
            </th>
            <th scope="col">Model</th>
            <th scope="col" className="hidden @2xl:table-cell">
              Status
            </th>
            <th scope="col" className="hidden text-right @4xl:table-cell">
              Input
            </th>
            <th scope="col" className="hidden text-right @4xl:table-cell">
              Output
            </th>
            <th scope="col" className="hidden text-right @2xl:table-cell">
              Duration
            </th>
            <th scope="col" className="pr-4! text-right">
              Cost
            </th>
          </tr>
        </thead>
        {interactions.map((interaction, index) => {
          const day = days[index] ?? "";
          return (
            <TimelineRow
              key={`${interaction.source} ${interaction.id}`}
              interaction={interaction}
              tz={tz}
              dayHeading={day === days[index - 1] ? null : formatWeekday(day)}
            />
          );
        })}
      </table>
    </div>
  );
}
