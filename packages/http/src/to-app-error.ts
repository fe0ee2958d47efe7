import { HTTPException } from "hono/http-exception";

import { AppError } from "./app-error.ts";

/** Texts of D1 errors that pass by themselves: the statement may succeed when it is sent again. */
const TRANSIENT_DATABASE_ERRORS =
  /network connection lost|storage caused object to be reset|reset because its code was updated|transient issue|overloaded|timed? ?out|database is locked/i;

/** The part of them that is worth sending again at once; an overloaded database is left alone. */
const RETRYABLE_DATABASE_ERRORS =
  /network connection lost|storage caused object to be reset|reset because its code was updated|transient issue|database is locked/i;

function databaseErrorText(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("D1_ERROR") || cause.name === "D1Error") return cause.message;
  }
  return null;
}

/** Whether a failed D1 statement may succeed when it is sent again at once. Only for statements that are idempotent. */
export function isRetryableDatabaseError(error: unknown): boolean {
  const text = databaseErrorText(error);
  return text !== null && RETRYABLE_DATABASE_ERRORS.test(text);
}

/** Whether a D1 statement failed because a row would have broken a constraint; its whole batch has then left no trace. */
export function isConstraintViolation(error: unknown): boolean {
  return databaseErrorText(error)?.includes("constraint failed") ?? false;
}

/** Turns whatever was thrown into the error that the client may see; unknown ones become a bare `internal_error`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    if (error.status === 400) return new AppError("malformed_json", "expected a JSON body");
    if (error.status === 415) {
      return new AppError("unsupported_media_type", "expected content-type application/json");
    }
    if (error.status === 413) return new AppError("payload_too_large", "the body is too large");
  }
  const databaseError = databaseErrorText(error);
  if (databaseError !== null && TRANSIENT_DATABASE_ERRORS.test(databaseError)) {
    return new AppError("database_unavailable", "the database does not answer; send the request again");
  }
  return new AppError("internal_error", "the request could not be served; quote the request id when you report it");
}
