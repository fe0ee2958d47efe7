import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { setLibreChatUrl } from "../../api/set-librechat-url.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

/** Forgets where the LibreChat of a source is, after asking once more. */
export function RemoveAddress({ source }: { source: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: () => setLibreChatUrl(source, null),
    onSuccess: async () => {
      setIsOpen(false);
      await queryClient.invalidateQueries();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove the address of ${source}?`}
      description="Its sessions then have no link to their conversations. It can be added again at any time."
      confirmLabel={removal.isPending ? "Removing…" : "Remove"}
      open={isOpen}
      onOpenChange={setIsOpen}
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate()}
      trigger={
        <Button look="ghost" size="sm" aria-label={`Remove the address of ${source}`}>
          Remove
        </Button>
      }
    />
  );
}
