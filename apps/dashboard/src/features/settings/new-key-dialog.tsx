import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";

import { apiKeysOptions } from "../../api/api-keys-options.ts";
import { createApiKey } from "../../api/create-api-key.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CreatedKey } from "./created-key.tsx";
import { NewKeyForm } from "./new-key-form.tsx";

/** Makes a key: first its name and scopes, then its secret, once. */
export function NewKeyDialog() {
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const creation = useMutation({
    mutationFn: createApiKey,
    onSuccess: () => queryClient.invalidateQueries(apiKeysOptions()),
  });
  const changeOpen = (open: boolean) => {
    setIsOpen(open);
    if (open) creation.reset();
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={changeOpen}
      title={creation.data === undefined ? "New API key" : "Copy your key now"}
      description={
        creation.data === undefined
          ? "Give it only what the program needs."
          : "It is stored as a hash and cannot be shown again."
      }
      trigger={
        <Button look="primary" size="sm">
          <Plus aria-hidden /> New key
        </Button>
      }
    >
      {creation.data === undefined ? (
        <NewKeyForm isPending={creation.isPending} error={creation.error} onSubmit={(key) => creation.mutate(key)} />
      ) : (
        <CreatedKey created={creation.data} onDone={() => setIsOpen(false)} />
      )}
    </Dialog>
  );
}
