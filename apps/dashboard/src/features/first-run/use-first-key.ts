import { useMutation, useQuery } from "@tanstack/react-query";

import { callerOptions } from "../../api/caller-options.ts";
import { createApiKey } from "../../api/create-api-key.ts";

/** The key that the first-run page makes with one click, when the caller may. */
export function useFirstKey() {
  const { data: caller } = useQuery(callerOptions());
  const creation = useMutation({ mutationFn: () => createApiKey({ name: "First key", scopes: ["track"] }) });
  return {
    mayCreate: caller?.scopes.includes("admin") === true,
    secret: creation.data?.key ?? null,
    error: creation.error,
    isPending: creation.isPending,
    create: () => creation.mutate(),
  };
}
export type FirstKeyState = ReturnType<typeof useFirstKey>;
