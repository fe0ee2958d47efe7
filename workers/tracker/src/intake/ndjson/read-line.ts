import { AppError } from "@voygent/http";

import { decodeText } from "../decode-text.ts";
import type { Item } from "../read-items.ts";
import { refuseDeepNesting } from "../refuse-deep-nesting.ts";
import { LINE_LIMITS } from "./line-limits.ts";

/** Reads one line as UTF-8 JSON; `bytes` null stands for one that is too long. */
export function readLine(bytes: Uint8Array | null): Item {
  if (bytes === null) {
    const detail = `expected lines of at most ${LINE_LIMITS.maxLineBytes} bytes`;
    return { refusal: { code: "payload_too_large", detail } };
  }
  try {
    const text = decodeText(bytes);
    refuseDeepNesting(bytes);
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof AppError) return { refusal: { code: error.code, detail: error.message } };
    return { refusal: { code: "malformed_json", detail: "the line is not JSON" } };
  }
}
