import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import { removeSample } from "../../api/remove-sample.ts";
import { formatCount } from "../../format/counts.ts";
import { Bar } from "../../ui/bar.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

/** Removes the sample data after asking once more, and shows how far it is. */
export function RemoveSampleDialog({ sampleCount }: { sampleCount: number }) {
  const [isOpen, setIsOpen] = useState(false);
  const [removedCount, setRemovedCount] = useState(0);
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: () => removeSample(setRemovedCount),
    onSettled: () => queryClient.invalidateQueries(),
    onSuccess: () => setIsOpen(false),
  });
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={setIsOpen}
      title="Remove the sample data?"
      description="Every sample session, interaction and user disappears from all figures. What your own programs have sent stays."
      confirmLabel={removal.isPending ? "Removing…" : "Remove sample data"}
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate()}
      trigger={
        <Button>
          <Trash2 aria-hidden /> Remove sample data
        </Button>
      }
    >
      {removal.isPending && (
        <div role="status" className="mt-4">
          <Bar share={sampleCount === 0 ? 0 : removedCount / sampleCount} />
          <p className="figures mt-1.5 text-xs text-subtle">
            {formatCount(removedCount)} of {formatCount(sampleCount)} interactions removed
          </p>
        </div>
      )}
    </ConfirmDialog>
  );
}
