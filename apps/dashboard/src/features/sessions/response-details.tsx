import { useInfiniteQuery } from "@tanstack/react-query";

import { responseInteractionsOptions } from "../../api/response-interactions-options.ts";
import type { SessionResponse } from "../../api/schema.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Fact } from "../../ui/fact.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { AgentNames } from "./agent-names.tsx";
import { purposeName } from "./purpose-name.ts";
import { SessionCost } from "./session-cost.tsx";
import { Timeline } from "./timeline.tsx";
import { ToolBadges } from "./tool-badges.tsx";

/** What one response is made of: its cost by purpose, its tools, and its interactions, each of which opens further. */
export function ResponseDetails({
  sessionId,
  response,
  tz,
}: {
  sessionId: string;
  response: SessionResponse;
  tz: string;
}) {
  const calls = useInfiniteQuery(responseInteractionsOptions(sessionId, response));
  return (
    <div className="flex flex-col gap-4 px-4 py-4 sm:pl-11">
      <ResponseFacts response={response} />
      <div className="overflow-hidden rounded-lg border bg-panel">
        {calls.data === undefined ? (
          <QueryState query={calls} skeleton={<RowsSkeleton rows={Math.min(response.interaction_count, 6)} />}>
            {() => null}
          </QueryState>
        ) : (
          <Timeline interactions={calls.data.pages.flatMap(({ data }) => data)} tz={tz} isNested />
        )}
        {calls.isFetchNextPageError && <ErrorNote error={calls.error} onRetry={() => void calls.fetchNextPage()} />}
        {calls.hasNextPage && (
          <LoadMore what="calls" isLoading={calls.isFetchingNextPage} onLoad={() => void calls.fetchNextPage()} />
        )}
      </div>
    </div>
  );
}

function ResponseFacts({ response }: { response: SessionResponse }) {
  const { message_id: messageId, endpoint, agents, parts, tools, web_search_count: searches } = response;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 @2xl:grid-cols-3 @4xl:grid-cols-4">
      {parts.length > 1 &&
        parts.map((part) => (
          <Fact
            key={part.context_type}
            name={`${purposeName(part.context_type)} · ${formatQuantity(part.interaction_count, "call")}`}
          >
            <SessionCost session={part} />
          </Fact>
        ))}
      {endpoint !== null && (
        <Fact name="Endpoint">
          <span className="wrap-anywhere">{endpoint}</span>
        </Fact>
      )}
      {agents.length > 0 && (
        <Fact name={agents.length > 1 ? "Agents" : "Agent"}>
          <AgentNames agents={agents} />
        </Fact>
      )}
      {response.finish_type !== null && <Fact name="Ended with">{response.finish_type}</Fact>}
      {searches > 0 && <Fact name="Web searches">{formatCount(searches)}</Fact>}
      {messageId !== null && (
        <Fact name="Message">
          <span className="font-mono text-xs wrap-anywhere">{messageId}</span>
        </Fact>
      )}
      {tools.length > 0 && <ToolBadges tools={tools} />}
    </dl>
  );
}
