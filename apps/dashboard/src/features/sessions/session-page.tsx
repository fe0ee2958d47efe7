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
import { LibreChatLink } from "./librechat-link.tsx";
import { ResponsesPanel } from "./responses-panel.tsx";
import { SessionFacts } from "./session-facts.tsx";
import { SessionSkeleton } from "./session-skeleton.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";

/** One session: its facts, its cost by category and by model, and in order its responses, or else its interactions. */
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
        <div className="flex flex-wrap items-center gap-2">
          {session.data && session.data.librechat_url !== null && <LibreChatLink url={session.data.librechat_url} />}
          <div className="max-sm:-ml-3">
            <TimeZonePicker tz={range.tz} />
          </div>
        </div>
      </PageHeader>
      <QueryState query={session} skeleton={<SessionSkeleton />}>
        {(detail) => (
          <div className="flex flex-col gap-4">
            <SessionFacts session={detail} tz={range.tz} />
            <CostPanels session={detail} />
            {detail.response_count > 0 ? (
              <ResponsesPanel session={detail} tz={range.tz} />
            ) : (
              <TimelinePanel session={detail} tz={range.tz} />
            )}
          </div>
        )}
      </QueryState>
    </>
  );
}
