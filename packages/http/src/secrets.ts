const encoder = new TextEncoder();

/** SHA-256 of a text, in hex. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A new secret: the prefix and 256 random bits in base64url. */
export function createSecret(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${prefix}${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** Whether two digests (from `sha256Hex`) are equal, in a time that does not depend on where they differ. */
export function digestsEqual(left: string, right: string): boolean {
  const [a, b] = [encoder.encode(left), encoder.encode(right)];
  return a.length === b.length && crypto.subtle.timingSafeEqual(a, b);
}
