import { decideQuarantine } from "../../../api/decide-quarantine.ts";
import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { Button } from "../../../ui/button.tsx";
import { usePriceChange } from "../use-price-change.ts";
import { ApproveButton } from "./approve-button.tsx";

/** Takes a held change over or leaves it. */
export function QuarantineDecision({ held }: { held: QuarantinedChange }) {
  const rejecting = usePriceChange(() => decideQuarantine(held.id, "reject"));
  return (
    <span className="inline-flex flex-col gap-1 py-1.5 @2xl:items-end">
      <span className="flex flex-wrap gap-1.5">
        <Button
          size="sm"
          disabled={rejecting.isPending}
          aria-label={`Reject the change of ${held.model}`}
          onClick={() => rejecting.mutate(undefined)}
        >
          Reject
        </Button>
        <ApproveButton held={held} />
      </span>
      {rejecting.error !== null && (
        <span role="alert" className="max-w-56 text-xs text-bad">
          {rejecting.error.message}
        </span>
      )}
    </span>
  );
}
