import { decideQuarantine } from "../../../api/decide-quarantine.ts";
import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { Button } from "../../../ui/button.tsx";
import { usePriceChange } from "../use-price-change.ts";

/** Takes a held change over or leaves it. */
export function QuarantineDecision({ held: { id, model } }: { held: QuarantinedChange }) {
  const decision = usePriceChange((verdict: "approve" | "reject") => decideQuarantine(id, verdict));
  return (
    <span className="inline-flex flex-col items-end gap-1 py-1.5">
      <span className="flex flex-wrap justify-end gap-1.5">
        <Button
          size="sm"
          disabled={decision.isPending}
          aria-label={`Reject the change of ${model}`}
          onClick={() => decision.mutate("reject")}
        >
          Reject
        </Button>
        <Button
          size="sm"
          look="primary"
          disabled={decision.isPending}
          aria-label={`Approve the change of ${model}`}
          onClick={() => decision.mutate("approve")}
        >
          Approve
        </Button>
      </span>
      {decision.error !== null && (
        <span role="alert" className="max-w-56 text-xs text-bad">
          {decision.error.message}
        </span>
      )}
    </span>
  );
}
