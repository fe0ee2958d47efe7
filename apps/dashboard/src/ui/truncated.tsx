import { cn } from "./cn.ts";

/** A name of any length on one line, the whole of it in its title. */
export function Truncated({ text, className }: { text: string; className?: string }) {
  return (
    <span className={cn("block truncate", className)} title={text}>
      {text}
    </span>
  );
}
