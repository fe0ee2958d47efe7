import { useState } from "react";

import { decideQuarantine } from "../../../api/decide-quarantine.ts";
import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { formatQuantity } from "../../../format/counts.ts";
import { sourceName } from "../../../format/prices.ts";
import { Button } from "../../../ui/button.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { usePriceChange } from "../use-price-change.ts";
import { HeldMoves } from "./held-moves.tsx";

/** Takes a held change over, after telling its moves and what follows, and asking once more. */
export function ApproveButton({ held }: { held: QuarantinedChange }) {
  const { id, model, provider, source, moves } = held;
  const [isOpen, setIsOpen] = useState(false);
  const approving = usePriceChange(
    () => decideQuarantine(id, "approve"),
    () => setIsOpen(false),
  );
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) approving.reset();
      }}
      title={`Approve the change of ${model}?`}
      description={`${formatQuantity(moves.length, "price")} at ${provider} would move as ${sourceName(source)} says:`}
      confirmLabel={approving.isPending ? "Approving…" : "Approve"}
      isPending={approving.isPending}
      error={approving.error}
      onConfirm={() => approving.mutate(undefined)}
      trigger={
        <Button size="sm" look="primary" aria-label={`Approve the change of ${model}`}>
          Approve
        </Button>
      }
    >
      <div className="mt-2 max-h-[35vh] overflow-y-auto rounded-md border px-3 py-1 text-sm">
        <HeldMoves held={held} />
      </div>
      <p className="mt-3 text-sm text-muted">
        New interactions are charged at it where this list is the one in use. Costs that are recorded already stay until
        they are re-priced. This cannot be taken back; an own rate would go before it.
      </p>
    </ConfirmDialog>
  );
}
