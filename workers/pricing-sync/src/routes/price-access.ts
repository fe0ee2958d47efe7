import { AppError, type AppEnv, keySecurity, problems, requireScope } from "@voygent/http";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

import type { PricingBindings } from "../pricing-bindings.ts";

const MAX_BODY_BYTES = 16 * 1024;

const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new AppError("payload_too_large", `expected a body of at most ${MAX_BODY_BYTES} bytes`);
  },
});

/** Lets readers of prices pass. */
export const readerOnly = { security: keySecurity, middleware: requireScope<PricingBindings>("read") };

const adminMiddleware: MiddlewareHandler<AppEnv<PricingBindings>>[] = [
  requireScope<PricingBindings>("admin"),
  limitBody,
];

/** Lets admins pass, with a body of at most 16 KiB. */
export const adminOnly = { security: keySecurity, middleware: adminMiddleware };

/** How reading prices can fail. */
export const readFailures = { ...problems.invalid, ...problems.guarded, ...problems.unavailable };

/** How changing prices can fail. */
export const changeFailures = { ...readFailures, ...problems.tooLarge, ...problems.mediaType };
