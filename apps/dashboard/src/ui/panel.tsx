import { useId } from "react";
import type { ReactNode } from "react";

import { cn } from "./cn.ts";

/**
 * A titled section of a page with its own border; `flush` lets the content reach the border, as tables do; `stacked` puts wide actions
 * below the title on narrow screens.
 */
export function Panel({
  title,
  description,
  actions,
  children,
  flush = false,
  stacked = false,
  className,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
  stacked?: boolean;
  className?: string;
}) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className={cn("flex min-w-0 flex-col rounded-xl border bg-panel shadow-soft", className)}
    >
      <header
        className={cn(
          "flex min-h-12 items-start justify-between gap-3 px-4 pt-3.5 pb-2.5",
          stacked && "max-sm:flex-col max-sm:gap-2",
        )}
      >
        <div className="min-w-0">
          <h2 id={titleId} className="text-sm font-semibold">
            {title}
          </h2>
          {description !== undefined && <p className="text-xs text-subtle">{description}</p>}
        </div>
        {actions}
      </header>
      <div className={cn("min-w-0 flex-1", flush ? "overflow-hidden rounded-b-xl" : "px-4 pb-4")}>{children}</div>
    </section>
  );
}
