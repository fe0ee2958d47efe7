/** A command that sends one interaction to an installation; a placeholder stands where a key is not known. */
export function firstEventCommand(origin: string, secret: string | null): string {
  const event = {
    session_id: "hello-1",
    user_id: "ada",
    type: "chat",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    tokens: { input: 1200, output: 350 },
  };
  return [
    `curl ${origin}/track/interaction \\`,
    `  -H "Authorization: Bearer ${secret ?? "YOUR_TRACK_KEY"}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify(event)}'`,
  ].join("\n");
}
