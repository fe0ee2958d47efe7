import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { interactionOptions } from "../../api/interaction-options.ts";
import type { Interaction } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { TimeZonePicker } from "../../filters/time-zone-picker.tsx";
import { modelName } from "../../format/names.ts";
import { formatDuration } from "../../format/time.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { Fact } from "../../ui/fact.tsx";
import { Instant } from "../../ui/instant.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { InteractionCostCell } from "../sessions/interaction-cost-cell.tsx";
import { OutcomeBadge } from "../sessions/outcome-badge.tsx";
import { InteractionDetails } from "../sessions/interaction-details.tsx";
import { useInteractionFilters } from "./use-interaction-filters.ts";

const nameClass = "line-clamp-2 wrap-anywhere";
const linkClass = `${nameClass} rounded text-accent underline-offset-2 hover:underline`;

/** One interaction, by its id and the source in the URL: whose it is, and everything that is known about it. */
export function InteractionPage() {
  const { _splat: id = "" } = useParams({ strict: false });
  usePageTitle(`Interaction ${id}`);
  const { range, search } = useInteractionFilters();
  const interaction = useQuery(interactionOptions(id, search.of ?? search.source?.[0]));
  return (
    <>
      <PageHeader title={<span title={id}>{id}</span>} above={<BackToList />}>
        <div className="max-sm:-ml-3">
          <TimeZonePicker tz={range.tz} />
        </div>
      </PageHeader>
      <QueryState query={interaction} skeleton={<RowsSkeleton rows={8} />}>
        {(found) => (
          <div className="flex flex-col gap-4">
            <InteractionFacts interaction={found} tz={range.tz} />
            <Panel flush title="Details">
              <InteractionDetails interaction={found} tz={range.tz} />
            </Panel>
          </div>
        )}
      </QueryState>
    </>
  );
}

/** Back to the page of the list as it was, or to the warnings, where these led here. */
function BackToList() {
  const { search } = useInteractionFilters();
  const { of: _, from, ...ofList } = search;
  return from === "warnings" ? (
    <BackLink to="/warnings" label="Warnings" />
  ) : (
    <BackLink to="/interactions" label="Interactions" search={ofList} />
  );
}

function InteractionFacts({ interaction, tz }: { interaction: Interaction; tz: string }) {
  const { session_id: sessionId, user_id: userId, timestamp, type, model, status, cost } = interaction;
  return (
    <Panel title="Interaction">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
        <Fact name="Session">
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId }}
            search={keepRange}
            title={sessionId}
            className={linkClass}
          >
            {sessionId}
          </Link>
        </Fact>
        <Fact name="User">
          <Link to="/users/$userId" params={{ userId }} search={keepRange} title={userId} className={linkClass}>
            {userId}
          </Link>
        </Fact>
        <Fact name="Time">
          <Instant at={timestamp} tz={tz} />
        </Fact>
        <Fact name="Type">{type}</Fact>
        <Fact name="Model">
          <span className={nameClass} title={modelName(model)}>
            {modelName(model)}
          </span>
        </Fact>
        <Fact name="Status">
          <OutcomeBadge status={status} />
        </Fact>
        <Fact name="Duration">{interaction.duration_ms === null ? "—" : formatDuration(interaction.duration_ms)}</Fact>
        <Fact name="Cost">
          <InteractionCostCell cost={cost} />
        </Fact>
      </dl>
    </Panel>
  );
}
