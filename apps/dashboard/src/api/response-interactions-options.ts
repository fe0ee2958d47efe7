import { infiniteQueryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { InteractionList, SessionResponse } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

const PAGE_LIMIT = 100;

/** The interactions of one response of a conversation, oldest first. */
export const responseInteractionsOptions = (
  sessionId: string,
  { message_id: messageId, interaction }: Pick<SessionResponse, "message_id" | "interaction">,
) =>
  infiniteQueryOptions({
    queryKey: ["session", sessionId, "response", messageId, interaction],
    queryFn: async ({ signal, pageParam: cursor }): Promise<InteractionList> => {
      if (messageId === null && interaction !== null) {
        const single = await unwrap(
          analyticsClient.GET("/api/interaction", { params: { query: interaction }, signal }),
        );
        return { data: [single], page: { limit: 1, next_cursor: null, total: 1 } };
      }
      return await unwrap(
        analyticsClient.GET("/api/sessions/{id}/interactions", {
          params: {
            path: { id: sessionId },
            query: {
              limit: PAGE_LIMIT,
              ...(messageId !== null && { message_id: messageId }),
              ...(cursor !== "" && { cursor }),
            },
          },
          signal,
        }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.page.next_cursor,
  });
