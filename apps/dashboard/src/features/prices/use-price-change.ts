import { useMutation, useQueryClient } from "@tanstack/react-query";

/** A change of prices. Costs follow prices, so that everything on the page is asked for again after it. */
export function usePriceChange<Input>(mutationFn: (input: Input) => Promise<unknown>, onSuccess?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async () => {
      onSuccess?.();
      await queryClient.invalidateQueries();
    },
  });
}
