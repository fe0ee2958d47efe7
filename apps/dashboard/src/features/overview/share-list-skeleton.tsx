import { Skeleton } from "../../ui/skeleton.tsx";

/** A ranked list that is still on its way. */
export function ShareListSkeleton({ rows }: { rows: number }) {
  return (
    <div className="flex flex-col gap-3.5">
      {Array.from({ length: rows }, (_, row) => (
        // oxlint-disable-next-line react/no-array-index-key -- the lines are all alike and never move
        <div key={row} className="flex h-[49px] flex-col justify-between py-1">
          <Skeleton className="h-3 w-2/5" />
          <Skeleton className="h-1.5 w-full" />
          <Skeleton className="h-2.5 w-1/4" />
        </div>
      ))}
    </div>
  );
}
