import { Plus } from "lucide-react";
import { useState } from "react";

import { setAlias } from "../../../api/set-alias.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { usePriceChange } from "../use-price-change.ts";

const EMPTY = { provider: "", alias: "", targetProvider: "", targetModel: "" };
const FIELDS = [
  ["provider", "Provider that is named", "azure"],
  ["alias", "Name", "my-gpt-deployment"],
  ["targetProvider", "Provider of the model", "openai"],
  ["targetModel", "Model", "gpt-5-mini"],
] as const;

/** Charges an own name as a model of a list. */
export function NewAliasDialog() {
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState(EMPTY);
  const saving = usePriceChange(
    ({ provider, alias, targetProvider, targetModel }: typeof EMPTY) =>
      setAlias(provider.trim(), alias.trim(), { provider: targetProvider.trim(), model: targetModel.trim() }),
    () => setIsOpen(false),
  );
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) return;
    saving.reset();
    setDraft(EMPTY);
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={changeOpen}
      title="New alias"
      description="Interactions with this name are charged as the model."
      trigger={
        <Button size="sm">
          <Plus aria-hidden /> New alias
        </Button>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(draft);
        }}
      >
        {FIELDS.map(([field, label, placeholder]) => (
          <Field
            key={field}
            label={label}
            placeholder={placeholder}
            required
            maxLength={256}
            value={draft[field]}
            onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
          />
        ))}
        {saving.error !== null && (
          <p role="alert" className="text-sm break-words text-bad first-letter:uppercase sm:col-span-2">
            {saving.error.message}
          </p>
        )}
        <Button type="submit" look="primary" disabled={saving.isPending} className="sm:col-span-2">
          {saving.isPending ? "Saving…" : "Save alias"}
        </Button>
      </form>
    </Dialog>
  );
}
