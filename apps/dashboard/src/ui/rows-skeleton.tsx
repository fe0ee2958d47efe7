import { Skeleton } from "./skeleton.tsx";

const WIDTHS = ["w-2/5", "w-1/2", "w-1/3", "w-3/5", "w-2/5"];

/** As many grey lines as rows are expected, so that nothing moves when they arrive. */
export function RowsSkeleton({ rows, rowClassName = "h-10" }: { rows: number; rowClassName?: string }) {
  return (
    <div className="px-4">
      {Array.from({ length: rows }, (_, row) => (
        // oxlint-disable-next-line react/no-array-index-key -- the lines are all alike and never move
        <div key={row} className={`flex items-center justify-between gap-6 ${rowClassName}`}>
          <Skeleton className={`h-3 ${WIDTHS[row % WIDTHS.length]}`} />
          <Skeleton className="h-3 w-14" />
        </div>
      ))}
    </div>
  );
}
