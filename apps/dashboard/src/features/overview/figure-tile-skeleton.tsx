import { cn } from "../../ui/cn.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

/** A figure that is still on its way, as large as it will be. */
export function FigureTileSkeleton({ name }: { name: string }) {
  return (
    <div
      className={cn(
        "flex min-w-0 flex-col border-t border-l px-4 pt-3.5",
        name === "Cost" && "col-span-2 sm:col-span-1",
      )}
    >
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-0.5">
        <Skeleton className="my-1 h-6 w-24" />
        <Skeleton className="my-1 h-2.5 w-20" />
      </dd>
      <div className="mt-2 h-7" />
    </div>
  );
}
