import { toAppError } from "@voygent/http";

/** The class of an error as it is kept and shown: SQLite's name for it, or our code; never its text. */
export function errorClass(error: unknown): string {
  const name = error instanceof Error ? /\bSQLITE_[A-Z_]+/.exec(error.message)?.[0] : undefined;
  return name ?? toAppError(error).code;
}
