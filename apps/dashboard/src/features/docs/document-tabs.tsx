import { Link } from "@tanstack/react-router";

import { cn } from "../../ui/cn.ts";
import { DOCUMENTS } from "./documents.ts";
import { useDocument } from "./use-document.ts";

/** Chooses between the documents. */
export function DocumentTabs() {
  const { document } = useDocument();
  return (
    <nav aria-label="API documents" className="flex flex-wrap items-center gap-1">
      {DOCUMENTS.map(({ name, title, url }) => (
        <Link
          key={name}
          to="/docs"
          search={{ document: name }}
          aria-current={document.url === url ? "page" : undefined}
          className={cn(
            "rounded-md px-3 py-1.5 text-sm font-medium text-muted hover:bg-hover hover:text-ink",
            document.url === url && "bg-active text-ink",
          )}
        >
          {title}
        </Link>
      ))}
      <a
        href={document.url}
        className="ml-auto rounded font-mono text-xs text-subtle hover:text-accent hover:underline"
      >
        {document.url}
      </a>
    </nav>
  );
}
