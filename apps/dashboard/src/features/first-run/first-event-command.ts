/** The body of the first event, in short lines: JSON takes a line break for a blank. */
const BODY = [
  `{"session_id":"hello-1","user_id":"ada","type":"chat",`,
  `       "provider":"anthropic","model":"claude-sonnet-4-5",`,
  `       "tokens":{"input":1200,"output":350}}`,
].join("\n");

/** A command that sends one interaction to an installation; a placeholder stands where a key is not known. */
export function firstEventCommand(origin: string, secret: string | null): string {
  return [
    `curl ${origin}/track/interaction \\`,
    `  -H "Authorization: Bearer ${secret ?? "YOUR_TRACK_KEY"}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${BODY}'`,
  ].join("\n");
}
