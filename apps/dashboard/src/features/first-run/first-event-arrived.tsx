import { ArrowRight, Check } from "lucide-react";
import { useEffect } from "react";

import type { CostTotals, TokenTotals } from "../../api/schema.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { Button } from "../../ui/button.tsx";
import { Money } from "../../ui/money.tsx";

const SHOWN_MS = 4000;

/** The moment in which the first event is there: what came and what it cost, then on to the overview. */
export function FirstEventArrived({
  system,
  onContinue,
}: {
  system: { interaction_count: number; tokens: TokenTotals; cost: CostTotals };
  onContinue: () => void;
}) {
  useEffect(() => {
    const timer = setTimeout(onContinue, SHOWN_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- the wait begins once, however often the parent renders
  }, []);
  return (
    <div role="status" className="mx-auto flex max-w-md animate-arrive flex-col items-center pt-[16vh] text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-good-soft text-good">
        <Check className="size-7" aria-hidden />
      </span>
      <h1 className="mt-5 text-2xl font-semibold tracking-[-0.02em]">It is here</h1>
      <p className="mt-2 text-base text-muted">
        {formatQuantity(system.interaction_count, "interaction")}, {formatCount(system.tokens.total)} tokens,{" "}
        <Money amount={system.cost.total} className="font-medium text-ink" />. From now on every event is counted and
        priced.
      </p>
      <Button look="primary" className="mt-6" onClick={onContinue}>
        Open the overview <ArrowRight aria-hidden />
      </Button>
    </div>
  );
}
