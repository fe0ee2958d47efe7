import { AppError } from "@voygent/http";

/** The text that UTF-8 bytes stand for, without a byte order mark. @throws AppError 400 when they are not UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new AppError("malformed_json", "the body is not valid UTF-8");
  }
}
