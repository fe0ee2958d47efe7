import { Inbox } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where a list has nothing to show: why, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center gap-1 px-6 py-12 text-center">
      <span className="mb-2 flex size-9 items-center justify-center rounded-full border bg-canvas text-subtle">
        <Inbox className="size-4" aria-hidden />
      </span>
      <p className="text-sm font-medium">{title}</p>
      {children !== undefined && <div className="max-w-sm text-sm text-muted">{children}</div>}
    </div>
  );
}
