import { lazy, Suspense } from "react";

import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { DocumentTabs } from "./document-tabs.tsx";
import { useDocument } from "./use-document.ts";

const SwaggerDocument = lazy(() => import("./swagger-document.tsx"));

/** The OpenAPI documents of the four Workers, to read and to try. */
export function DocsPage() {
  usePageTitle("API");
  const { document } = useDocument();
  return (
    <>
      <PageHeader title="API" below={<p className="text-sm text-muted">OpenAPI 3.1, served by this installation</p>} />
      <DocumentTabs />
      <div className="mt-4 min-w-0 overflow-hidden rounded-xl border bg-panel shadow-soft">
        <Suspense fallback={<Skeleton className="m-5 h-96" />}>
          <SwaggerDocument key={document.url} url={document.url} />
        </Suspense>
      </div>
    </>
  );
}
