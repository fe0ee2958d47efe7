import type { Session } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { cn } from "../../ui/cn.ts";

const DOTS: Record<Session["status"], string> = { active: "bg-good", idle: "bg-[var(--series-3)]", ended: "bg-subtle" };
const NAMES: Record<Session["status"], string> = { active: "Active", idle: "Idle", ended: "Ended" };

/** Whether a session goes on, rests or is over. */
export function SessionStatus({ status }: { status: Session["status"] }) {
  return (
    <Badge tone={status === "active" ? "good" : "neutral"}>
      <span aria-hidden className={cn("size-1.5 rounded-full", DOTS[status])} />
      {NAMES[status]}
    </Badge>
  );
}
