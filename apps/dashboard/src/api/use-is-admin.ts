import { useQuery } from "@tanstack/react-query";

import { callerOptions } from "./caller-options.ts";

/** Whether who is signed in may change settings; false until that is known. */
export function useIsAdmin(): boolean {
  const { data: caller } = useQuery(callerOptions());
  return caller?.scopes.includes("admin") === true;
}
