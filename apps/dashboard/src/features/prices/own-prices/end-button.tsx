import { useState } from "react";

import { Button } from "../../../ui/button.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { usePriceChange } from "../use-price-change.ts";

/** Ends an own price after asking once more. */
export function EndButton({
  name,
  description,
  onEnd,
}: {
  name: string;
  description: string;
  onEnd: () => Promise<unknown>;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const ending = usePriceChange(onEnd, () => setIsOpen(false));
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) ending.reset();
      }}
      title={`End ${name}?`}
      description={description}
      confirmLabel={ending.isPending ? "Ending…" : "End it now"}
      isPending={ending.isPending}
      error={ending.error}
      onConfirm={() => ending.mutate(undefined)}
      trigger={
        <Button size="sm" look="ghost" aria-label={`End ${name}`}>
          End
        </Button>
      }
    />
  );
}
