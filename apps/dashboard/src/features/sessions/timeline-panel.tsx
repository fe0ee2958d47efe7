import { useInfiniteQuery } from "@tanstack/react-query";

import { moreInteractionsOptions } from "../../api/more-interactions-options.ts";
import type { SessionDetail } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Timeline } from "./timeline.tsx";

/** The interactions of a session, oldest first; further pages are fetched on request. */
export function TimelinePanel({ session, tz }: { session: SessionDetail; tz: string }) {
  const { data: firstPage, page } = session.interactions;
  const more = useInfiniteQuery(moreInteractionsOptions(session.id, page.next_cursor));
  const interactions = [...firstPage, ...(more.data?.pages.flatMap(({ data }) => data) ?? [])];
  const hasMore = page.next_cursor !== null && (more.data === undefined || more.hasNextPage);
  return (
    <Panel
      flush
      title="Interactions"
      description={`${formatCount(interactions.length)} of ${formatCount(page.total)} shown, oldest first · times in ${tz}`}
    >
      {interactions.length === 0 ? (
        <Empty title="No interactions yet">This session was started but nothing was sent in it.</Empty>
      ) : (
        <Timeline interactions={interactions} tz={tz} />
      )}
      {more.error !== null && <ErrorNote error={more.error} onRetry={() => void more.fetchNextPage()} />}
      {hasMore && <LoadMore what="interactions" isLoading={more.isFetching} onLoad={() => void more.fetchNextPage()} />}
    </Panel>
  );
}
