import { Button } from "./button.tsx";

/** At the end of a list of which the first are shown: how many they are, and a button that shows more of it. */
export function ShowMore({
  shown,
  total,
  step,
  noun,
  onMore,
}: {
  shown: number;
  total: number;
  step: number;
  noun: string;
  onMore: () => void;
}) {
  if (shown >= total) return null;
  return (
    <div className="flex items-center justify-between gap-3 border-t px-4 py-2.5">
      <span className="figures text-xs text-subtle">
        {shown} of {total} {noun}
      </span>
      <Button size="sm" onClick={onMore}>
        Show {Math.min(step, total - shown)} more
      </Button>
    </div>
  );
}
