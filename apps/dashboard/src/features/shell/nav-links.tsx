import { Link } from "@tanstack/react-router";
import {
  BookOpen,
  Cable,
  CircleDollarSign,
  LayoutDashboard,
  ListTree,
  MessagesSquare,
  Scale,
  Settings,
  TriangleAlert,
  Users,
} from "lucide-react";

import { keepRange } from "../../filters/keep-range.ts";
import { DeadLettersBadge } from "./dead-letters-badge.tsx";
import { PricesBadge } from "./prices-badge.tsx";

const LINKS = [
  { to: "/", name: "Overview", icon: LayoutDashboard },
  { to: "/sessions", name: "Sessions", icon: MessagesSquare },
  { to: "/interactions", name: "Interactions", icon: ListTree },
  { to: "/users", name: "Users", icon: Users },
  { to: "/prices", name: "Prices", icon: CircleDollarSign },
  { to: "/reconciliation", name: "Reconciliation", icon: Scale },
  { to: "/sources", name: "Sources", icon: Cable },
  { to: "/warnings", name: "Warnings", icon: TriangleAlert },
  { to: "/docs", name: "API", icon: BookOpen },
  { to: "/settings", name: "Settings", icon: Settings },
] as const;

/** The pages of the dashboard; the chosen range goes along from one to the next. */
export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {LINKS.map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              search={keepRange}
              activeOptions={{ exact: to === "/", includeSearch: false }}
              onClick={onNavigate}
              className="flex h-8 pointer-coarse:h-10 items-center gap-2.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-active aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              <Icon className="size-4" aria-hidden />
              {name}
              {to === "/prices" && <PricesBadge />}
              {to === "/settings" && <DeadLettersBadge />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
