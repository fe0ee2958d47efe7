import { useState } from "react";

import type { UnpricedModel } from "../../../api/pricing-schema.ts";
import { setAlias } from "../../../api/set-alias.ts";
import { setOverride } from "../../../api/set-override.ts";
import { formatQuantity } from "../../../format/counts.ts";
import { formatPrice, sourceName } from "../../../format/prices.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FormError } from "../../../ui/form-error.tsx";
import { EMPTY_DRAFT, toOverrideRequest } from "../own-prices/own-rate-draft.ts";
import type { OwnRateDraft } from "../own-prices/own-rate-draft.ts";
import { OwnRateForm } from "../own-prices/own-rate-form.tsx";
import { usePriceChange } from "../use-price-change.ts";

type Suggestion = UnpricedModel["suggestions"][number];

const WHYS: Record<Suggestion["why"], string> = {
  other_provider: "The same name at another provider",
  similar_name: "A similar name",
};

const priceOf = (price: string | null, unit: string) => (price === null ? "—" : formatPrice(price, unit));

/** Gives a model a price: as a model that a list knows, or by an own rate. What it has cost so far is computed at once. */
export function PriceModelDialog({ unpriced }: { unpriced: UnpricedModel }) {
  const { provider, model, interactions, suggestions } = unpriced;
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  const aliasing = usePriceChange(
    (target: Suggestion) => setAlias(provider, model, { provider: target.provider, model: target.model }),
    close,
  );
  const saving = usePriceChange((draft: OwnRateDraft) => setOverride(provider, model, toOverrideRequest(draft)), close);
  return (
    <Dialog
      isWide
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (!open) return;
        aliasing.reset();
        saving.reset();
      }}
      title={`Price of ${model}`}
      description={`${formatQuantity(interactions, "interaction")} at ${provider} without a price; ${interactions === 1 ? "it gets its" : "they get theirs"} at once.`}
      trigger={
        <Button size="sm" look="primary" aria-label={`Set a price for ${model}`}>
          Set price
        </Button>
      }
    >
      {suggestions.length > 0 && (
        <section aria-label="Charge it as" className="mb-2">
          <h3 className="mb-1.5 text-sm font-medium">Charge it as</h3>
          <ul className="divide-y rounded-lg border">
            {suggestions.map((suggestion) => (
              <li
                key={`${suggestion.provider} ${suggestion.model}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3 py-2 text-sm"
              >
                <span className="min-w-0 flex-1 basis-52">
                  <span className="block font-medium break-all">{suggestion.model}</span>
                  <span className="block text-xs text-subtle">
                    {suggestion.provider} · {sourceName(suggestion.source)} · {WHYS[suggestion.why]}
                  </span>
                </span>
                <span className="figures text-xs text-muted">
                  {priceOf(suggestion.prices.input, "input")} in · {priceOf(suggestion.prices.output, "output")} out
                </span>
                <Button
                  size="sm"
                  className="ml-auto"
                  disabled={aliasing.isPending}
                  onClick={() => aliasing.mutate(suggestion)}
                >
                  Use this
                </Button>
              </li>
            ))}
          </ul>
          <div className="mt-2 empty:hidden">
            <FormError error={aliasing.error} />
          </div>
          <h3 className="mt-5 text-sm font-medium">Or set its own price</h3>
        </section>
      )}
      <OwnRateForm
        initial={EMPTY_DRAFT}
        submitLabel="Save price"
        isPending={saving.isPending}
        error={saving.error}
        onSubmit={(draft) => saving.mutate(draft)}
      />
    </Dialog>
  );
}
