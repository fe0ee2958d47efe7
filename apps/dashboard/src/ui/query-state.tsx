import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { cn } from "./cn.ts";
import { ErrorNote } from "./error-note.tsx";

/** The three states of one query, in order: pending, error, data. Data of the range before stays, dimmed, while the next one loads. */
export function QueryState<Data>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<Data>;
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  if (query.isPending) {
    return (
      <div role="status" aria-label="Loading">
        {skeleton}
      </div>
    );
  }
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  const isStale = query.isPlaceholderData;
  return (
    <div aria-busy={isStale} className={cn("transition-opacity duration-150", isStale && "opacity-50")}>
      {children(query.data)}
    </div>
  );
}
