/** Which request an event travels in. */
export type RecordKind = "interaction" | "session_start" | "session_end" | "score" | "score_removal";

/** An event as it waits: its JSON is final, so that whatever its host changes later, a retry says the same. */
export type QueuedRecord = { kind: RecordKind; id: string | null; json: string; byteLength: number };

/** The bytes of a text in UTF-8. */
export function utf8ByteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // Two bytes up to U+07FF, else three; both halves of a pair together are four.
    bytes += unit < 0x8_00 || (unit >= 0xd8_00 && unit <= 0xdf_ff) ? 1 : 2;
  }
  return bytes;
}
