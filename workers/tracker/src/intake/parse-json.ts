import { AppError } from "@voygent/http";

import { decodeText } from "./decode-text.ts";
import { refuseDeepNesting } from "./refuse-deep-nesting.ts";

/** The value of a JSON body. @throws AppError 400 when it is not UTF-8, not JSON, or nested too deep */
export function parseJson(bytes: Uint8Array): unknown {
  refuseDeepNesting(bytes);
  const text = decodeText(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("malformed_json", "expected a JSON body");
  }
}
