import { cn } from "./cn.ts";

const MIN_SHARE = 0.06;

/** One bar: its value, the part of it that is marked as bad, and its title. */
export interface BarOfRow {
  key: string;
  value: number;
  badValue?: number;
  title: string;
}

/** A small row of bars without axes; the label says in words what it shows. */
export function Bars({ bars, label, className }: { bars: BarOfRow[]; label: string; className?: string }) {
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <div
      role="img"
      aria-label={label}
      className={cn("flex h-8 w-full items-stretch", bars.length <= 60 && "gap-px", className)}
    >
      {bars.map(({ key, value, badValue = 0, title }) => (
        <span key={key} title={title} className="flex min-w-0 flex-1 flex-col justify-end hover:bg-hover">
          <span
            className="flex flex-col overflow-hidden rounded-t-[2px] bg-[var(--series-1)]"
            style={{
              height: value === 0 ? 1 : `${Math.max(MIN_SHARE, value / highest) * 100}%`,
              opacity: value === 0 ? 0.25 : 1,
            }}
          >
            {badValue > 0 && (
              <span className="bg-bad" style={{ height: `${(badValue / value) * 100}%`, minHeight: 2 }} />
            )}
          </span>
        </span>
      ))}
    </div>
  );
}
