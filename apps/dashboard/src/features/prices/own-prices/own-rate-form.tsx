import { useState } from "react";

import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { FormError } from "../../../ui/form-error.tsx";
import { draftProblems, hasProblem } from "./draft-problems.ts";
import { MissingPriceHints } from "./missing-price-hints.tsx";
import type { OwnRateDraft } from "./own-rate-draft.ts";
import { SERVICE_TIERS } from "./own-rate-draft.ts";
import { OwnRateHours } from "./own-rate-hours.tsx";
import { OwnRatePrices } from "./own-rate-prices.tsx";

/** An own rate: whether the model is free, else its prices by unit and context tier, for which calls and from when on. */
export function OwnRateForm({
  initial,
  submitLabel,
  isPending,
  error,
  onSubmit,
}: {
  initial: OwnRateDraft;
  submitLabel: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (draft: OwnRateDraft) => void;
}) {
  const [draft, setDraft] = useState(initial);
  const change = (next: Partial<OwnRateDraft>) => setDraft({ ...draft, ...next });
  const [isAsked, setIsAsked] = useState(false);
  const problems = draftProblems(draft);
  const submit = (form: HTMLFormElement) => {
    setIsAsked(true);
    if (hasProblem(problems)) form.querySelector<HTMLElement>("[data-wrong]")?.focus();
    else onSubmit(draft);
  };
  const isComplete = draft.isFree || draft.rows.some(({ base }) => base.trim() !== "");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <label className="flex w-fit cursor-pointer items-center gap-2.5 text-sm">
        <input
          type="checkbox"
          checked={draft.isFree}
          onChange={(event) => change({ isFree: event.target.checked })}
          className="size-3.5 accent-accent"
        />
        Free: nothing is charged for this model
      </label>
      {!draft.isFree && (
        <div className="flex flex-col gap-2">
          <OwnRatePrices draft={draft} problems={problems} isAsked={isAsked} onChange={change} />
          <MissingPriceHints rows={draft.rows} />
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          Service tier
          <select
            value={draft.serviceTier}
            onChange={(event) =>
              change({ serviceTier: SERVICE_TIERS.find((tier) => tier === event.target.value) ?? "standard" })
            }
            className="h-9 rounded-md border border-line-strong bg-panel px-2 text-base font-normal shadow-soft"
          >
            {SERVICE_TIERS.map((tier) => (
              <option key={tier}>{tier}</option>
            ))}
          </select>
        </label>
        <Field
          label="Begins on (UTC)"
          type="date"
          value={draft.fromDay}
          onChange={(event) => change({ fromDay: event.target.value })}
        />
        <Field
          label="Ends before (UTC)"
          type="date"
          value={draft.toDay}
          onChange={(event) => change({ toDay: event.target.value })}
        />
      </div>
      <OwnRateHours hours={draft.hours} onChange={(hours) => change({ hours })} />
      <p className="text-xs text-subtle">
        Without a first day, an own rate holds from now on; the first one of a model that no list knows, for all its
        past. Costs that are recorded already stay as they are until they are re-priced; what had no price gets one at
        once.
      </p>
      <FormError error={error} />
      <Button type="submit" look="primary" disabled={isPending || !isComplete}>
        {isPending ? "Saving…" : submitLabel}
      </Button>
    </form>
  );
}
