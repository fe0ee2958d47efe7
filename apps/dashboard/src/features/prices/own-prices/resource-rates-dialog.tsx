import { useState } from "react";

import type { ResourceRates } from "../../../api/pricing-schema.ts";
import { setResourceRates } from "../../../api/set-resource-rates.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { FormError } from "../../../ui/form-error.tsx";
import { usePriceChange } from "../use-price-change.ts";
import { priceProblem } from "./price-problem.ts";

const FIELDS = [
  ["row_read", "Rows read"],
  ["row_written", "Rows written"],
  ["api_call", "API calls"],
  ["cpu_ms", "CPU milliseconds"],
] as const;

const draftOf = ({ row_read, row_written, api_call, cpu_ms, free_tier }: ResourceRates) => ({
  row_read,
  row_written,
  api_call,
  cpu_ms,
  free_tier,
});

/** Changes what database rows, calls and CPU time cost from now on. */
export function ResourceRatesDialog({ current }: { current: ResourceRates }) {
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState(() => draftOf(current));
  const [isAsked, setIsAsked] = useState(false);
  const saving = usePriceChange(setResourceRates, () => setIsOpen(false));
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) return;
    saving.reset();
    setIsAsked(false);
    setDraft(draftOf(current));
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={changeOpen}
      title="Resource rates"
      description="US dollars per million. They hold from now on."
      trigger={<Button size="sm">Change</Button>}
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (FIELDS.every(([field]) => priceProblem(draft[field], field) === undefined)) saving.mutate(draft);
        }}
      >
        {FIELDS.map(([field, label]) => (
          <Field
            key={field}
            label={label}
            required
            inputMode="decimal"
            value={draft[field]}
            error={isAsked ? priceProblem(draft[field], field) : undefined}
            onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
          />
        ))}
        <label className="flex cursor-pointer items-center gap-2.5 text-sm sm:col-span-2">
          <input
            type="checkbox"
            checked={draft.free_tier}
            onChange={(event) => setDraft({ ...draft, free_tier: event.target.checked })}
            className="size-3.5 accent-accent"
          />
          Free tier: nothing is charged for any of them
        </label>
        <div className="empty:hidden sm:col-span-2">
          <FormError error={saving.error} />
        </div>
        <Button type="submit" look="primary" disabled={saving.isPending} className="sm:col-span-2">
          {saving.isPending ? "Saving…" : "Save rates"}
        </Button>
      </form>
    </Dialog>
  );
}
