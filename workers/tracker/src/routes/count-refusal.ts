import { type AppError, type AppEnv, toAppError } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import { type Intake, rejection } from "../intake/read-items.ts";
import { countLateWarnings } from "../services/warnings/count-late-warnings.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

/** What a body is refused for, rather than its sender or the state of the database. */
const COUNTED_CODES = new Set<AppError["code"]>([
  "invalid_input",
  "malformed_json",
  "payload_too_large",
  "unsupported_media_type",
]);

/** What a refused body is counted under when none of its fields is to blame. */
type Subject = "body" | "item" | "score";

/**
 * Counts a request that is refused for what it says among the warnings, as a batch does for each of its items. Put it behind
 * `requireScope`: who has no key counts nothing.
 */
export const countRefusal = (intake: Intake, subject: Subject) =>
  createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
    await next();
    if (c.error === undefined) return;
    const { code, fields } = toAppError(c.error);
    if (!COUNTED_CODES.has(code)) return;
    const meta = await countLateWarnings(c.env.DB, [rejection(fields, { intake, subject, receivedAtMs: Date.now() })]);
    Object.assign(c.get("logged"), { rows_read: meta?.rows_read ?? 0, rows_written: meta?.rows_written ?? 0 });
  });
