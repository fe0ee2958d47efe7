import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import { sessionOptions } from "../../api/session-options.ts";
import { TimeZonePicker } from "../../filters/time-zone-picker.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { CostPanels } from "./cost-panels.tsx";
import { SessionFacts } from "./session-facts.tsx";
import { SessionSkeleton } from "./session-skeleton.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";

/** One session: its facts, its cost by category and by model, and its interactions in order. */
export function SessionPage() {
  const { sessionId: start, _splat: rest } = useParams({ strict: false });
  const sessionId = [start, rest].filter(Boolean).join("/");
  usePageTitle(`Session ${sessionId}`);
  const { range } = useUsageFilters();
  const session = useQuery(sessionOptions(sessionId));
  return (
    <>
      <PageHeader
        title={<span title={sessionId}>{sessionId}</span>}
        above={<BackLink to="/sessions" label="Sessions" />}
      >
        <div className="max-sm:-ml-3">
          <TimeZonePicker tz={range.tz} />
        </div>
      </PageHeader>
      <QueryState query={session} skeleton={<SessionSkeleton />}>
        {(detail) => (
          <div className="flex flex-col gap-4">
            <SessionFacts session={detail} tz={range.tz} />
            <CostPanels session={detail} />
            <TimelinePanel session={detail} tz={range.tz} />
          </div>
        )}
      </QueryState>
    </>
  );
}
