import { type AppError, type AppEnv, toAppError } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import { rejection } from "../intake/read-items.ts";
import { countLateWarnings } from "../services/count-late-warnings.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

const COUNTED_CODES = new Set<AppError["code"]>(["invalid_input", "malformed_json"]);

/** Counts an interaction that is refused for what it says among the warnings, as a batch does for each of its items. */
export const countRefusal = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  await next();
  if (c.error === undefined) return;
  const { code, fields } = toAppError(c.error);
  if (!COUNTED_CODES.has(code)) return;
  const meta = await countLateWarnings(c.env.DB, [rejection(fields, "api", Date.now())]);
  Object.assign(c.get("logged"), { rows_read: meta?.rows_read ?? 0, rows_written: meta?.rows_written ?? 0 });
});
