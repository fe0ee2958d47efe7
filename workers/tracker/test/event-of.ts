/** A valid interaction of a new session, with fresh ids; `fields` are added or replace what is there. */
export function eventOf(
  fields: Record<string, unknown> = {},
): Record<string, unknown> & { id: string; session_id: string } {
  const id = crypto.randomUUID();
  return {
    id: `msg_${id}`,
    session_id: `conv_${id}`,
    user_id: `user_${id}`,
    type: "chat",
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    tokens: { input: 1000, output: 100, cache_read: 400 },
    ...fields,
  };
}
