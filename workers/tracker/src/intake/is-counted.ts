import type { UsageEvent } from "./usage-event.ts";

/** Whether the sender gave any count of tokens, be it 0; else the tokens that a model used are not known. */
export const isCounted = ({ tokens }: Pick<UsageEvent, "tokens">): boolean => Object.keys(tokens).length > 0;
