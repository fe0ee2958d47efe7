import { cn } from "./cn.ts";

/** A name of any length, whole, on as many lines as it needs. */
export function Wrapped({ text, className }: { text: string; className?: string }) {
  return <span className={cn("block wrap-anywhere whitespace-normal", className)}>{text}</span>;
}
