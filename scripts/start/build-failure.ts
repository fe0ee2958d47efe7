const FAILURE = /✘ \[ERROR\] (Build failed with \d+ errors?:\n(?:(?: .*)?\n)*)/;

/** What Wrangler logged of a Worker that cannot be bundled, in its own words; null when it logged nothing of the kind. */
export function buildFailure(log: string): string | null {
  const [, text = ""] = FAILURE.exec(log) ?? [];
  return text === "" ? null : text.replaceAll(/\n\s*\n/g, "\n").trimEnd();
}
