import { Plus } from "lucide-react";
import { useState } from "react";

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
  const saving = usePriceChange(
    (draft: OwnRateDraft) => {
      if (provider.trim() === "" || model.trim() === "") throw new Error("Name the provider and the model.");
      return setOverride(provider.trim(), model.trim(), toOverrideRequest(draft));
    },
    () => setIsOpen(false),
  );
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) return;
    saving.reset();
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
          label="Provider"
          placeholder="self-hosted"
          value={provider}
          maxLength={256}
          onChange={(event) => setProvider(event.target.value)}
        />
        <Field
          label="Model"
          placeholder="llama-3.3-70b"
          value={model}
          maxLength={256}
          onChange={(event) => setModel(event.target.value)}
        />
      </div>
      <OwnRateForm
        initial={EMPTY_DRAFT}
        submitLabel="Save rate"
        isPending={saving.isPending}
        error={saving.error}
        onSubmit={(draft) => saving.mutate(draft)}
      />
    </Dialog>
  );
}
