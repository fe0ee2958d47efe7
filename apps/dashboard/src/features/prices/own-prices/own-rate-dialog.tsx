import { useState } from "react";
import type { ReactElement } from "react";

import { setOverride } from "../../../api/set-override.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { EMPTY_DRAFT, toOverrideRequest } from "./own-rate-draft.ts";
import type { OwnRateDraft } from "./own-rate-draft.ts";
import { OwnRateForm } from "./own-rate-form.tsx";
import { usePriceChange } from "../use-price-change.ts";

/** Sets an own rate of one model. */
export function OwnRateDialog({
  provider,
  model,
  initial = EMPTY_DRAFT,
  trigger,
}: {
  provider: string;
  model: string;
  initial?: OwnRateDraft;
  trigger: ReactElement;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const saving = usePriceChange(
    (draft: OwnRateDraft) => setOverride(provider, model, toOverrideRequest(draft)),
    () => setIsOpen(false),
  );
  return (
    <Dialog
      isWide
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) saving.reset();
      }}
      title={`Own rate of ${model}`}
      description={`At ${provider}. It counts before every published list.`}
      trigger={trigger}
    >
      <OwnRateForm
        initial={initial}
        submitLabel="Save rate"
        isPending={saving.isPending}
        error={saving.error}
        onSubmit={(draft) => saving.mutate(draft)}
      />
    </Dialog>
  );
}
