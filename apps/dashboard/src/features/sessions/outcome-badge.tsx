import type { Interaction } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { isUsualEnd } from "./is-usual-end.ts";

/** How an interaction or a response ended; one that was cut short or withheld says so by the model's own word. */
export function OutcomeBadge({ status, finishType }: { status: Interaction["status"]; finishType?: string | null }) {
  if (status === "error") return <Badge tone="bad">error</Badge>;
  if (status === "cancelled") {
    return (
      <Badge tone="warn" title="Stopped by its user, or broken off">
        stopped
      </Badge>
    );
  }
  if (!finishType || isUsualEnd(status, finishType)) return <Badge>ok</Badge>;
  return (
    <Badge tone="warn" title={`The model ended for this reason: ${finishType}`} className="max-w-28">
      <span className="truncate">{finishType.toLowerCase().replaceAll("_", " ")}</span>
    </Badge>
  );
}
