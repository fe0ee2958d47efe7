/** A thin bar that shows a share from 0 to 1; the figure itself stands beside it as text. */
export function Bar({ share, color = "var(--series-1)" }: { share: number; color?: string }) {
  return (
    <span aria-hidden className="block h-1.5 w-full overflow-hidden rounded-full bg-active">
      <span
        className="block h-full rounded-full"
        style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%`, minWidth: share > 0 ? 2 : 0, background: color }}
      />
    </span>
  );
}
