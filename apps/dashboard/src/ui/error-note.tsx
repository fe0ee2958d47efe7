import { CircleAlert, RotateCw, SearchX } from "lucide-react";

import { ProblemError } from "../api/problem-error.ts";
import { Button } from "./button.tsx";

/** What went wrong, the request id to quote, and a way to try again; what does not exist is not asked for again. */
export function ErrorNote({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const isMissing = error instanceof ProblemError && error.status === 404;
  const requestId = error instanceof ProblemError && !isMissing ? error.requestId : null;
  return (
    <div role="alert" className="flex flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      {isMissing ? (
        <span className="mb-2 flex size-9 items-center justify-center rounded-full border bg-canvas text-subtle">
          <SearchX className="size-4" aria-hidden />
        </span>
      ) : (
        <span className="mb-2 flex size-9 items-center justify-center rounded-full bg-bad-soft text-bad">
          <CircleAlert className="size-4" aria-hidden />
        </span>
      )}
      <p className="text-sm font-medium">{isMissing ? "Nothing found" : "This could not be loaded"}</p>
      <p className="max-w-md text-sm break-words text-muted first-letter:uppercase">{error.message}</p>
      {requestId !== null && (
        <p className="text-xs text-subtle">
          Request <code className="font-mono select-all">{requestId}</code>
        </p>
      )}
      {onRetry !== undefined && !isMissing && (
        <Button className="mt-3" size="sm" onClick={onRetry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      )}
    </div>
  );
}
