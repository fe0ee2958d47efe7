import { Link } from "@tanstack/react-router";

import { usePageTitle } from "../../ui/use-page-title.ts";

/** A path that is no page. */
export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <div className="mx-auto max-w-md px-4 pt-[16vh] text-center">
      <p className="figures text-sm font-medium text-accent">404</p>
      <h1 className="mt-1 text-2xl font-semibold tracking-[-0.02em]">There is nothing here</h1>
      <p className="mt-2 mb-6 text-base text-muted">The address may be mistyped, or the page may have moved.</p>
      <Link
        to="/"
        className="inline-flex h-8 items-center rounded-md bg-accent px-3 text-sm font-medium text-accent-ink hover:bg-accent-hover"
      >
        To the overview
      </Link>
    </div>
  );
}
