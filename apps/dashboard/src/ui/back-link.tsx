import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";

import { keepRange } from "../filters/keep-range.ts";

/** The way back to the list that a detail page belongs to, the chosen range kept; `search` says what else is. */
export function BackLink({
  to,
  label,
  search,
}: {
  to: "/" | "/sessions" | "/users" | "/prices" | "/warnings" | "/interactions";
  label: string;
  search?: object;
}) {
  return (
    <Link
      to={to}
      search={(current) => ({ ...keepRange(current), ...search })}
      className="-ml-1 inline-flex w-fit items-center gap-0.5 rounded text-sm text-muted hover:text-ink"
    >
      <ChevronLeft className="size-3.5" aria-hidden /> {label}
    </Link>
  );
}
