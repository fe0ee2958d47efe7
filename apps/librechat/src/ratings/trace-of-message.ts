import { createHash } from "node:crypto";

/** The trace in which LibreChat's own exporter tells of a message. */
export function traceOfMessage(messageId: string): string {
  return createHash("sha256").update(messageId).digest("hex").slice(0, 32);
}
