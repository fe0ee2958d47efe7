import { useRouter } from "@tanstack/react-router";
import type { ErrorComponentProps } from "@tanstack/react-router";

import { ErrorNote } from "../../ui/error-note.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";

/** A page that failed as a whole. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  usePageTitle("Error");
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="mx-auto max-w-lg px-4 pt-[12vh]">
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorNote error={error instanceof Error ? error : new Error("The page could not be shown.")} onRetry={retry} />
    </div>
  );
}
