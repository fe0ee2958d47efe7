import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import type { DeadLetter } from "../../api/dead-letters-options.ts";
import { discardDeadLetter } from "../../api/discard-dead-letter.ts";
import { replayDeadLetter } from "../../api/replay-dead-letter.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useRefreshLetters } from "./use-refresh-letters.ts";

/** Stores the event of a letter, or throws it away after asking once more. */
export function DeadLetterActions({ letter: { id, event }, isBusy }: { letter: DeadLetter; isBusy: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const refresh = useRefreshLetters();
  const replay = useMutation({ mutationFn: () => replayDeadLetter(id), onSettled: refresh });
  const discard = useMutation({ mutationFn: () => discardDeadLetter(id), onSuccess: refresh });
  const name = event?.id ?? id;
  return (
    <span className="inline-flex flex-col items-end gap-1 py-1.5">
      <span className="flex justify-end gap-1.5">
        <ConfirmDialog
          open={isOpen}
          onOpenChange={setIsOpen}
          title={`Discard “${name}”?`}
          description="The event is never stored and counts nowhere. The audit log keeps its id."
          confirmLabel={discard.isPending ? "Discarding…" : "Discard"}
          isPending={discard.isPending}
          error={discard.error}
          onConfirm={() => discard.mutate()}
          trigger={
            <Button size="sm" look="ghost" disabled={isBusy || replay.isPending} aria-label={`Discard ${name}`}>
              Discard
            </Button>
          }
        />
        {event !== null && (
          <Button
            size="sm"
            disabled={isBusy || replay.isPending}
            aria-label={`Store ${name}`}
            onClick={() => replay.mutate()}
          >
            {replay.isPending ? "Storing…" : "Store"}
          </Button>
        )}
      </span>
      {replay.error !== null && (
        <span role="alert" className="max-w-56 text-xs text-bad">
          {replay.error.message}
        </span>
      )}
    </span>
  );
}
