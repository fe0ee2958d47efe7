import * as z from "zod/mini";

import type { Interaction } from "../../api/schema.ts";

/** A label that is not of its type says nothing. */
const lenient = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);
const Label = lenient(z.string().check(z.minLength(1)));
const Names = lenient(z.array(z.string()));

const ConversationLabels = z.object({
  agent_id: Label,
  agent_name: Label,
  endpoint: Label,
  context_type: Label,
  finish_type: Label,
  tool_names: Names,
  web_search_count: lenient(z.int()),
  librechat_cost_usd: lenient(z.number()),
  librechat_notes: Names,
});
export type ConversationLabels = z.infer<typeof ConversationLabels>;

/** What the labels of an interaction say of the conversation that it belongs to; null where they say nothing of it. */
export function conversationLabels({ metadata }: Pick<Interaction, "metadata">): ConversationLabels | null {
  const labels = ConversationLabels.parse(metadata ?? {});
  return Object.values(labels).some((label) => label !== undefined) ? labels : null;
}
