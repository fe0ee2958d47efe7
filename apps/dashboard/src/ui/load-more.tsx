import { Button } from "./button.tsx";

/** What stands at the end of a list of which there is more. It keeps the focus while it loads, as a disabled button would not. */
export function LoadMore({ what, isLoading, onLoad }: { what: string; isLoading: boolean; onLoad: () => unknown }) {
  return (
    <div className="border-t p-3 text-center">
      <Button aria-disabled={isLoading} onClick={() => void (isLoading || onLoad())}>
        {isLoading ? "Loading…" : `Load more ${what}`}
      </Button>
    </div>
  );
}
