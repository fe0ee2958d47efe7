import { QueryCache, QueryClient } from "@tanstack/react-query";

import { ProblemError } from "./problem-error.ts";

const MAX_RETRIES = 2;

/** Only what may pass by itself is asked for again: a lost connection, too many requests, a server that fails. */
const isTransient = (error: Error) =>
  error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** The query cache of the page; `onSignedOut` is called when an answer says that nobody is signed in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ProblemError && error.status === 401 && query.queryKey[0] !== "caller") onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (failures, error) => failures < MAX_RETRIES && isTransient(error),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
}
