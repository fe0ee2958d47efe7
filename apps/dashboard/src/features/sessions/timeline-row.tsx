import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";

import type { Interaction } from "../../api/schema.ts";
import { formatClock, formatDuration, formatExactInstant } from "../../format/time.ts";
import { Badge } from "../../ui/badge.tsx";
import { cn } from "../../ui/cn.ts";
import { Truncated } from "../../ui/truncated.tsx";
import { FeedbackBadges } from "./feedback-badges.tsx";
import { InteractionCostCell } from "./interaction-cost-cell.tsx";
import { InteractionDetails } from "./interaction-details.tsx";
import { TokenCell } from "./token-cell.tsx";

/** One interaction of the timeline, and below it, when opened, everything that is known about it. */
export function TimelineRow({
  interaction,
  tz,
  dayHeading,
}: {
  interaction: Interaction;
  tz: string;
  dayHeading: string | null;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  const { timestamp, type, model, status, tokens, duration_ms: durationMs, feedback } = interaction;
  return (
    <tbody>
      {dayHeading !== null && (
        <tr>
          <th
            scope="rowgroup"
            colSpan={9}
            className="border-t bg-canvas px-4 py-1.5 text-left text-xs font-medium text-muted"
          >
            {dayHeading}
          </th>
        </tr>
      )}
      <tr
        className={cn(
          "relative transition-colors hover:bg-hover [&>td]:h-10 [&>td]:border-t [&>td]:py-1.5 @2xl:[&>td]:py-0 [&>td]:px-2.5",
          isOpen && "bg-hover",
        )}
      >
        <td className="pr-0!">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detailsId}
            aria-label={`Details of the interaction at ${formatClock(timestamp, tz)}`}
            onClick={() => setIsOpen(!isOpen)}
            // The button's surface is the whole row.
            className="flex size-5 items-center justify-center rounded text-subtle after:absolute after:inset-0"
          >
            <ChevronRight className={cn("size-3.5 transition-transform", isOpen && "rotate-90")} aria-hidden />
          </button>
        </td>
        <td className="figures whitespace-nowrap" title={formatExactInstant(timestamp, tz)}>
          {formatClock(timestamp, tz)}
        </td>
        <td className="hidden text-muted @2xl:table-cell">{type}</td>
        <td className="w-full max-w-0 @2xl:w-auto @2xl:max-w-64">
          {model === null ? <span className="hidden text-subtle @2xl:inline">—</span> : <Truncated text={model} />}
          <span className="flex items-center gap-1.5 text-xs text-subtle @2xl:hidden">
            {type}
            {status !== "ok" && <Badge tone="bad">{status}</Badge>}
          </span>
          <FeedbackBadges feedback={feedback} />
        </td>
        <td className="hidden @2xl:table-cell">
          {status === "ok" ? <Badge>ok</Badge> : <Badge tone="bad">{status}</Badge>}
        </td>
        <td className="hidden text-right @4xl:table-cell">
          <TokenCell
            total={tokens.input}
            parts={[
              ["cached", tokens.cache_read],
              ["written", tokens.cache_write],
            ]}
          />
        </td>
        <td className="hidden text-right @4xl:table-cell">
          <TokenCell total={tokens.output} parts={[["reasoning", tokens.reasoning]]} />
        </td>
        <td className="figures hidden text-right whitespace-nowrap text-muted @2xl:table-cell">
          {durationMs === null ? "—" : formatDuration(durationMs)}
        </td>
        <td className="pr-4! text-right font-medium">
          <InteractionCostCell cost={interaction.cost} />
        </td>
      </tr>
      <tr id={detailsId} hidden={!isOpen}>
        {isOpen && (
          <td colSpan={9} className="border-t bg-canvas p-0">
            <InteractionDetails interaction={interaction} tz={tz} />
          </td>
        )}
      </tr>
    </tbody>
  );
}
