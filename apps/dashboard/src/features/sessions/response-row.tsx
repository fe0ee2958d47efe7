import type { SessionResponse } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import { formatClock, formatDuration, formatExactInstant } from "../../format/time.ts";
import { Count } from "../../ui/count.tsx";
import { ModelNames } from "./model-names.tsx";
import { isUsualEnd } from "./is-usual-end.ts";
import { OpeningRow } from "./opening-row.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { ResponseDetails } from "./response-details.tsx";
import { purposesText, responseName, toolsText } from "./response-text.ts";
import { SessionCost } from "./session-cost.tsx";

/** One response of a conversation, and below it, when opened, what it is made of. */
export function ResponseRow({
  sessionId,
  response,
  tz,
  columnCount,
}: {
  sessionId: string;
  response: SessionResponse;
  tz: string;
  columnCount: number;
}) {
  const { started_at: startedAt, duration_ms: durationMs, status, finish_type: finishType, models } = response;
  // Of which no call has counts: nobody knows what it used, which is not nothing.
  const isUsageUnknown = response.unpriced_count > 0 && response.tokens.total === 0;
  const [name, tools, purposes] = [responseName(response), toolsText(response), purposesText(response)];
  return (
    <OpeningRow
      label={`Details of the response at ${formatClock(startedAt, tz)}`}
      columnCount={columnCount}
      className="[&>td]:h-12"
      details={() => <ResponseDetails sessionId={sessionId} response={response} tz={tz} />}
    >
      <td className="figures whitespace-nowrap" title={formatExactInstant(startedAt, tz)}>
        {formatClock(startedAt, tz)}
      </td>
      <td className="w-full max-w-0">
        <span className="block truncate font-medium" title={name}>
          {name}
        </span>
        {tools !== "" && (
          <span className="block truncate text-xs text-subtle" title={tools}>
            {tools}
          </span>
        )}
        <span className="mt-0.5 flex items-center gap-1.5 text-xs text-subtle @2xl:hidden">
          {!isUsualEnd(status, finishType) && <OutcomeBadge status={status} finishType={finishType} />}
          <span className="truncate">{purposes}</span>
        </span>
      </td>
      <td className="hidden max-w-44 @4xl:table-cell">
        <ModelNames models={models} />
      </td>
      <td className="hidden @2xl:table-cell">
        <OutcomeBadge status={status} finishType={finishType} />
      </td>
      <td className="hidden text-right whitespace-nowrap @2xl:table-cell">
        <span className="figures block">{formatCount(response.interaction_count)}</span>
        {response.parts.length > 1 && <span className="block text-xs text-subtle">with {purposes}</span>}
      </td>
      <td className="hidden text-right @4xl:table-cell">
        {isUsageUnknown ? "—" : <Count value={response.tokens.total} />}
      </td>
      <td className="figures hidden text-right whitespace-nowrap text-muted @2xl:table-cell">
        {durationMs === null ? "—" : formatDuration(durationMs)}
      </td>
      <td className="pr-4! text-right">
        <SessionCost session={response} />
      </td>
    </OpeningRow>
  );
}
