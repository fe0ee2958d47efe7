import { Plus } from "lucide-react";
import { useState } from "react";
import type { ReactElement } from "react";

import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { FormError } from "../../../ui/form-error.tsx";
import { usePriceChange } from "../use-price-change.ts";

/**
 * One text of a setting: `name` is its key; a day (`date`) may stay empty, everything else must be filled in. `check` says what
 * is wrong with a text, undefined when nothing is.
 */
interface SettingField<Name extends string> {
  name: Name;
  label: string;
  placeholder?: string;
  kind?: "text" | "decimal" | "date";
  /** Characters at most, as the API takes them: 256 unless told. */
  maxLength?: number;
  check?: (text: string) => string | undefined;
}

/** What a dialog asks for, and what becomes of it; texts are handed over without blanks around them. */
export interface SettingForm<Name extends string> {
  title: string;
  description: string;
  addLabel: string;
  fields: SettingField<Name>[];
  empty: Record<Name, string>;
  onSave: (values: Record<Name, string>) => Promise<unknown>;
}

/** Asks for the texts of one setting and saves them. Without a trigger it has a button of its own that adds one. */
export function SettingDialog<Name extends string>({
  form: { title, description, addLabel, fields, empty, onSave },
  initial = empty,
  trigger,
}: {
  form: SettingForm<Name>;
  initial?: Record<Name, string>;
  trigger?: ReactElement;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState(initial);
  const [isAsked, setIsAsked] = useState(false);
  const saving = usePriceChange(onSave, () => setIsOpen(false));
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) return;
    saving.reset();
    setIsAsked(false);
    setDraft(initial);
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={changeOpen}
      title={title}
      description={description}
      trigger={
        trigger ?? (
          <Button size="sm">
            <Plus aria-hidden /> {addLabel}
          </Button>
        )
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (fields.some(({ name, check }) => check?.(draft[name].trim()) !== undefined)) return;
          saving.mutate(fields.reduce((values, { name }) => ({ ...values, [name]: draft[name].trim() }), draft));
        }}
      >
        {fields.map(({ name, label, placeholder, kind = "text", maxLength = 256, check }) => (
          <Field
            key={name}
            label={label}
            placeholder={placeholder}
            required={kind !== "date"}
            type={kind === "date" ? "date" : "text"}
            inputMode={kind === "decimal" ? "decimal" : undefined}
            maxLength={maxLength}
            value={draft[name]}
            error={isAsked ? check?.(draft[name].trim()) : undefined}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        ))}
        <FormError error={saving.error} />
        <Button type="submit" look="primary" disabled={saving.isPending}>
          {saving.isPending ? "Saving…" : "Save"}
        </Button>
      </form>
    </Dialog>
  );
}
