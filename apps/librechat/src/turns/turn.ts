import type { ChatMessage } from "../documents/chat-message.ts";
import type { RequestContext } from "../requests/request-context.ts";
import type { ModelCall } from "./model-call.ts";

/** The making of one response, as far as it is known; without calls when LibreChat has told none. */
export type Turn = {
  calls: ModelCall[];
  /** The response. */
  message: ChatMessage | null;
  /** Whether these calls came after the response was told with others: how it ended is not theirs to tell again. */
  isLate: boolean;
  /** The request that asked for it. */
  request: RequestContext | null;
  /** From the request to the finished response. */
  durationMs: number | null;
};

/** How the people and the agents of a turn are called. */
export type TurnNames = {
  userOf: (userId: string, tenantId: string | null) => string;
  agentOf: (agentId: string) => { provider: string | null; model: string | null } | undefined;
};
