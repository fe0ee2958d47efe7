import { useMutation, useQueryClient } from "@tanstack/react-query";

import { apiKeysOptions } from "../../api/api-keys-options.ts";
import { createApiKey } from "../../api/create-api-key.ts";

/** A new key for a program, made with one click. It is known to this page only, and only while it is open. */
export function useNewKey() {
  const queryClient = useQueryClient();
  const creation = useMutation({
    mutationFn: (name: string) => createApiKey({ name, scopes: ["track"] }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysOptions().queryKey }),
  });
  const { data } = creation;
  return {
    key:
      data === undefined
        ? null
        : { secret: data.key, publicKey: data.langfuse.public_key, secretKey: data.langfuse.secret_key },
    error: creation.error,
    isPending: creation.isPending,
    create: creation.mutate,
  };
}
