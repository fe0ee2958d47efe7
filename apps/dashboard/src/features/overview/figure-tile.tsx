import { ArrowDown, ArrowUp, Minus } from "lucide-react";

import { changeBetween } from "../../format/change.ts";
import { averageOfRuns } from "./average-of-runs.ts";
import { cn } from "../../ui/cn.ts";
import { Sparkline } from "../../ui/sparkline.tsx";

const MOST_POINTS = 60;
const ARROWS = { up: ArrowUp, down: ArrowDown, same: Minus };

/** One figure of the range: the value, how it moved against the range before, and its course. Belongs into a `dl`. */
export function FigureTile({
  name,
  value,
  exact,
  now,
  before,
  points,
}: {
  name: string;
  value: string;
  exact: string;
  now: number;
  /** Null when nothing happened in the range before, undefined while it is not known. */
  before: { value: number; text: string } | null | undefined;
  points: number[];
}) {
  return (
    <div
      data-figure={name.toLowerCase()}
      className={cn(
        "flex min-w-0 flex-col border-t border-l px-4 pt-3.5",
        name === "Cost" && "col-span-2 sm:col-span-1",
      )}
    >
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-0.5 min-w-0">
        <span className="figures block truncate text-2xl font-semibold tracking-[-0.02em]" title={exact}>
          {value}
        </span>
        <Movement now={now} before={before} />
      </dd>
      <div className="mt-2 -mr-4 -ml-4">
        <Sparkline values={averageOfRuns(points, MOST_POINTS)} />
      </div>
    </div>
  );
}

function Movement({ now, before }: { now: number; before: { value: number; text: string } | null | undefined }) {
  if (before === undefined) return <span className="block h-4.5" aria-hidden />;
  const change = before === null ? null : changeBetween(now, before.value);
  if (before === null || change === null) {
    return (
      <span className="block truncate text-xs text-subtle" title="Nothing was recorded in the range before">
        Nothing earlier
      </span>
    );
  }
  const Arrow = ARROWS[change.direction];
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs text-subtle">
      <span className="figures inline-flex shrink-0 items-center gap-0.5 font-medium text-ink">
        <Arrow className="size-3" aria-label={change.direction === "same" ? "unchanged" : change.direction} />
        {change.text}
      </span>
      <span className="figures truncate" title={`${before.text} in the range before`}>
        from {before.text}
      </span>
    </span>
  );
}
