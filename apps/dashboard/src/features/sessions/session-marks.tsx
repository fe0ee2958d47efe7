import type { Session } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { cn } from "../../ui/cn.ts";

/** What is special about a session: a temporary chat, an archived one. Nothing where neither is so. */
export function SessionMarks({
  session: { archived, is_temporary: isTemporary },
  className,
}: {
  session: Pick<Session, "archived" | "is_temporary">;
  className?: string;
}) {
  if (!archived && !isTemporary) return null;
  return (
    <span className={cn("flex shrink-0 gap-1.5", className)}>
      {isTemporary && <Badge title="A temporary chat: LibreChat deletes it, its usage stays here">Temporary</Badge>}
      {archived && <Badge title="Moved to the archive; every figure is unchanged">Archived</Badge>}
    </span>
  );
}
