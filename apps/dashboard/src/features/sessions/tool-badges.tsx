import type { SessionResponse } from "../../api/schema.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { Badge } from "../../ui/badge.tsx";

/** Tools by name with how often each was called, a fact over the whole width of its list. */
export function ToolBadges({ tools }: Pick<SessionResponse, "tools">) {
  return (
    <div className="col-span-full min-w-0">
      <dt className="text-xs text-subtle">Tools</dt>
      <dd className="mt-1 flex flex-wrap gap-1.5">
        {tools.map(({ name, call_count: count }) => (
          <Badge key={name} className="max-w-full" title={`${name}, called ${formatQuantity(count, "time")}`}>
            <span className="truncate">{name}</span>
            {count > 1 && <span className="shrink-0 text-subtle">×{formatCount(count)}</span>}
          </Badge>
        ))}
      </dd>
    </div>
  );
}
