import { Plus } from "lucide-react";
import { useState } from "react";

import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { usePriceChange } from "../use-price-change.ts";

type NamedAmount = { name: string; amount: string; from: string | undefined };

/** Asks for a name, an amount and the day from which on it holds, and saves them. */
export function NamedAmountDialog({
  title,
  description,
  addLabel,
  nameLabel,
  namePlaceholder,
  amountLabel,
  amountPlaceholder,
  onSave,
}: {
  title: string;
  description: string;
  addLabel: string;
  nameLabel: string;
  namePlaceholder: string;
  amountLabel: string;
  amountPlaceholder: string;
  onSave: (input: NamedAmount) => Promise<unknown>;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState("");
  const [amount, setAmount] = useState("");
  const [day, setDay] = useState("");
  const saving = usePriceChange(onSave, () => setIsOpen(false));
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) return;
    saving.reset();
    for (const clear of [setName, setAmount, setDay]) clear("");
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={changeOpen}
      title={title}
      description={description}
      trigger={
        <Button size="sm">
          <Plus aria-hidden /> {addLabel}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate({
            name: name.trim(),
            amount: amount.trim(),
            from: day === "" ? undefined : `${day}T00:00:00Z`,
          });
        }}
      >
        <Field
          label={nameLabel}
          placeholder={namePlaceholder}
          required
          maxLength={256}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={amountLabel}
          placeholder={amountPlaceholder}
          required
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
        <Field
          label="From (UTC), empty: from now on"
          type="date"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        {saving.error !== null && (
          <p role="alert" className="text-sm break-words text-bad first-letter:uppercase">
            {saving.error.message}
          </p>
        )}
        <Button type="submit" look="primary" disabled={saving.isPending}>
          {saving.isPending ? "Saving…" : "Save"}
        </Button>
      </form>
    </Dialog>
  );
}
