import type { Interaction } from "../../api/schema.ts";
import { formatClock, formatDuration, formatExactInstant } from "../../format/time.ts";
import { Truncated } from "../../ui/truncated.tsx";
import { FeedbackBadges } from "./feedback-badges.tsx";
import { InteractionCostCell } from "./interaction-cost-cell.tsx";
import { InteractionDetails } from "./interaction-details.tsx";
import { OpeningRow } from "./opening-row.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { purposeOf } from "./purpose-name.ts";
import { TokenCell } from "./token-cell.tsx";

/** One interaction of the timeline, and below it, when opened, everything that is known about it. */
export function TimelineRow({
  interaction,
  tz,
  columnCount,
}: {
  interaction: Interaction;
  tz: string;
  columnCount: number;
}) {
  const { timestamp, type, model, status, tokens, duration_ms: durationMs, feedback } = interaction;
  const kind = purposeOf(interaction) ?? type;
  return (
    <OpeningRow
      label={`Details of the interaction at ${formatClock(timestamp, tz)}`}
      columnCount={columnCount}
      className="[&>td]:h-10 @2xl:[&>td]:py-0"
      details={() => (
        <div className="sm:pl-7">
          <InteractionDetails interaction={interaction} tz={tz} />
        </div>
      )}
    >
      <td className="figures whitespace-nowrap" title={formatExactInstant(timestamp, tz)}>
        {formatClock(timestamp, tz)}
      </td>
      <td className="hidden text-muted @2xl:table-cell">{kind}</td>
      <td className="w-full max-w-0 @2xl:w-auto @2xl:max-w-64">
        {model === null ? <span className="hidden text-subtle @2xl:inline">—</span> : <Truncated text={model} />}
        <span className="flex items-center gap-1.5 text-xs text-subtle @2xl:hidden">
          {kind}
          {status !== "ok" && <OutcomeBadge status={status} />}
        </span>
        <FeedbackBadges feedback={feedback} />
      </td>
      <td className="hidden @2xl:table-cell">
        <OutcomeBadge status={status} />
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
    </OpeningRow>
  );
}
