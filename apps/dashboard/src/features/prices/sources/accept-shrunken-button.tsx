import { useState } from "react";

import { acceptShrunkenList } from "../../../api/accept-shrunken-list.ts";
import type { PriceSource } from "../../../api/pricing-schema.ts";
import { sourceName } from "../../../format/prices.ts";
import { Button } from "../../../ui/button.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { usePriceChange } from "../use-price-change.ts";

/** Takes over a list that was refused because it has lost many of its models, after asking once more. */
export function AcceptShrunkenButton({ source, reason }: { source: PriceSource["source"]; reason: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const accepting = usePriceChange(
    () => acceptShrunkenList(source),
    () => setIsOpen(false),
  );
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) accepting.reset();
      }}
      title={`Take over the smaller list of ${sourceName(source)}?`}
      description={`It was refused: ${reason}. Do this if it is right now and was too large before. Models that are not in it any more keep their last price.`}
      confirmLabel={accepting.isPending ? "Reading…" : "Take it over"}
      isPending={accepting.isPending}
      error={accepting.error}
      onConfirm={() => accepting.mutate(undefined)}
      trigger={<Button size="sm">Take over the smaller list</Button>}
    />
  );
}
