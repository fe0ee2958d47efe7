type Ready = { baseUrl: string; adminToken: string; trackKey: string };

const FIRST_EVENT = {
  session_id: "first-session",
  user_id: "me",
  type: "chat",
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  tokens: { input: 1000, output: 100 },
};

/** What whoever started the product needs next; the last line is the one that programs wait for. */
export function readyBlock({ baseUrl, adminToken, trackKey }: Ready): string {
  const curl = [
    `curl -X POST ${baseUrl}/track/interaction`,
    `-H 'authorization: Bearer ${trackKey}'`,
    `-H 'content-type: application/json'`,
    `-d '${JSON.stringify(FIRST_EVENT)}'`,
  ].join(" ");
  return `
Sign in      ${baseUrl}/#token=${encodeURIComponent(adminToken)}
Track key    ${trackKey}
First event  ${curl}

ready ${baseUrl}`;
}
