import type { ReactNode } from "react";

/** The head of a page: its heading, what leads to it, and its controls, which wrap below on narrow screens. */
export function PageHeader({
  title,
  above,
  below,
  children,
}: {
  title: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="mb-5 flex flex-col gap-3">
      {above}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-full">
          <h1 className="text-xl wrap-anywhere font-semibold tracking-[-0.015em]">{title}</h1>
          {below}
        </div>
        {children}
      </div>
    </div>
  );
}
