import { AppError } from "@voygent/http";
import { bodyLimit } from "hono/body-limit";

const MAX_BODY_BYTES = 16 * 1024;

/** Refuses a body of more than 16 KiB with 413. */
export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new AppError("payload_too_large", `expected a body of at most ${MAX_BODY_BYTES} bytes`);
  },
});
