import { hash } from "node:crypto";

const TITLE = "title-";

/** The trace that LibreChat makes out of a message, or out of its title: the first 128 bits of the SHA-256 of its id, in hex. */
export function traceOfMessage(messageId: string, isTitle: boolean): string {
  return hash("sha256", isTitle ? `${TITLE}${messageId}` : messageId, "buffer").toString("hex", 0, 16);
}
