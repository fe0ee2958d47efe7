import { formatCompact, formatCount } from "../format/counts.ts";
import { cn } from "./cn.ts";

/** A large count in short form, with the exact one in its title. */
export function Count({ value, className }: { value: number; className?: string }) {
  return (
    <span className={cn("figures", className)} title={formatCount(value)}>
      {formatCompact(value)}
    </span>
  );
}
