import { cn } from "./cn.ts";

/** The product's mark and name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("flex items-center gap-2.5 text-sm font-semibold tracking-[-0.01em]", className)}>
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#4f46e5" />
        <path
          d="M8 21.5v-5M13.3 21.5v-8.5M18.7 21.5v-6M24 21.5V10"
          stroke="#fff"
          strokeWidth="2.8"
          strokeLinecap="round"
        />
      </svg>
      Voygent Usage
    </span>
  );
}
