import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { apiKeysOptions } from "../../api/api-keys-options.ts";
import { revokeApiKey } from "../../api/revoke-api-key.ts";
import type { ApiKey } from "../../api/schema.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

/** Revokes a key after asking once more. */
export function RevokeKeyDialog({ apiKey }: { apiKey: ApiKey }) {
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const revocation = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: async () => {
      setIsOpen(false);
      await queryClient.invalidateQueries(apiKeysOptions());
    },
  });
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={setIsOpen}
      title={`Revoke “${apiKey.name}”?`}
      description="It stops working at once. Whoever uses it gets 401 from now on; what it has sent stays."
      confirmLabel={revocation.isPending ? "Revoking…" : "Revoke key"}
      isPending={revocation.isPending}
      error={revocation.error}
      onConfirm={() => revocation.mutate()}
      trigger={
        <Button size="sm" look="ghost" aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      }
    />
  );
}
