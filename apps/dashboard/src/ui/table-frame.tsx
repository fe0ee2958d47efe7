import type { ReactNode } from "react";

/**
 * What a table scrolls in where it is wider than its place, and whose width its columns go by. A group, not a region: the panel around
 * it is the landmark, and two of one name lead nobody anywhere.
 */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      className="scroll-hint @container relative overflow-x-auto"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      {children}
    </div>
  );
}
