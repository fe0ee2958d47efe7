import { Plus } from "lucide-react";
import { useRef, useState } from "react";

import { setOverride } from "../../../api/set-override.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { EMPTY_DRAFT, toOverrideRequest } from "./own-rate-draft.ts";
import type { OwnRateDraft } from "./own-rate-draft.ts";
import { OwnRateForm } from "./own-rate-form.tsx";
import { usePriceChange } from "../use-price-change.ts";

/** Sets an own rate of a model that is named here, one that no list has for example. */
export function NewOwnRateDialog() {
  const [isOpen, setIsOpen] = useState(false);
  const [provider, setProvider] = useState("");
  const [model, setModel] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const saving = usePriceChange(
    (draft: OwnRateDraft) => setOverride(provider.trim(), model.trim(), toOverrideRequest(draft)),
    () => setIsOpen(false),
  );
  const [providerField, modelField] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const save = (draft: OwnRateDraft) => {
    setIsAsked(true);
    if (provider.trim() === "") providerField.current?.focus();
    else if (model.trim() === "") modelField.current?.focus();
    else saving.mutate(draft);
  };
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) return;
    saving.reset();
    setIsAsked(false);
    setProvider("");
    setModel("");
  };
  return (
    <Dialog
      isWide
      open={isOpen}
      onOpenChange={changeOpen}
      title="New own rate"
      description="For your contract prices and for models that you host yourself. It counts before every published list."
      trigger={
        <Button look="primary" size="sm">
          <Plus aria-hidden /> New rate
        </Button>
      }
    >
      <div className="mb-4 grid gap-4 sm:grid-cols-2">
        <Field
          ref={providerField}
          label="Provider"
          placeholder="self-hosted"
          value={provider}
          error={isAsked && provider.trim() === "" ? "Name the provider" : undefined}
          maxLength={256}
          onChange={(event) => setProvider(event.target.value)}
        />
        <Field
          ref={modelField}
          label="Model"
          placeholder="llama-3.3-70b"
          value={model}
          error={isAsked && model.trim() === "" ? "Name the model" : undefined}
          maxLength={256}
          onChange={(event) => setModel(event.target.value)}
        />
      </div>
      <OwnRateForm
        initial={EMPTY_DRAFT}
        submitLabel="Save rate"
        isPending={saving.isPending}
        error={saving.error}
        onSubmit={save}
      />
    </Dialog>
  );
}
