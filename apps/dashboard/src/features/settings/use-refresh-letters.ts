import { useQueryClient } from "@tanstack/react-query";

import { deadLettersOptions } from "../../api/dead-letters-options.ts";

/** Asks for the dead letters anew, and for the audit log, which tells what became of them. */
export function useRefreshLetters(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries(deadLettersOptions()),
      queryClient.invalidateQueries({ queryKey: ["audit"] }),
    ]);
  };
}
