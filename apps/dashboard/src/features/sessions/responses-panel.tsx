import { useInfiniteQuery } from "@tanstack/react-query";

import type { SessionDetail } from "../../api/schema.ts";
import { sessionResponsesOptions } from "../../api/session-responses-options.ts";
import { formatCount } from "../../format/counts.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { ResponsesTable } from "./responses-table.tsx";

/** How many rows are shown, and how many of all are calls that name no response. */
function describeRows(shown: number, total: number, responseCount: number): string {
  const aloneCount = total - responseCount;
  const rows = `${formatCount(shown)} of ${formatCount(total)} shown`;
  if (aloneCount <= 0) return rows;
  return `${rows}, ${formatCount(aloneCount)} of them ${aloneCount === 1 ? "a call" : "calls"} without a response`;
}

/** The responses of a conversation, oldest first; further pages are fetched on request. */
export function ResponsesPanel({ session, tz }: { session: SessionDetail; tz: string }) {
  const responses = useInfiniteQuery(sessionResponsesOptions(session.id));
  const shown = responses.data?.pages.flatMap(({ data }) => data) ?? [];
  const total = responses.data?.pages[0]?.page.total;
  return (
    <Panel
      flush
      title="Responses"
      description={
        total === undefined
          ? `Oldest first · times in ${tz}`
          : `${describeRows(shown.length, total, session.response_count)} · oldest first · times in ${tz}`
      }
    >
      {responses.data === undefined ? (
        <QueryState query={responses} skeleton={<RowsSkeleton rows={8} rowClassName="h-12" />}>
          {() => null}
        </QueryState>
      ) : (
        // What is there stays when a further page cannot be fetched.
        <ResponsesTable sessionId={session.id} responses={shown} tz={tz} />
      )}
      {responses.isFetchNextPageError && (
        <ErrorNote error={responses.error} onRetry={() => void responses.fetchNextPage()} />
      )}
      {responses.hasNextPage && (
        <LoadMore
          what="responses"
          isLoading={responses.isFetchingNextPage}
          onLoad={() => void responses.fetchNextPage()}
        />
      )}
    </Panel>
  );
}
