import type { ProblemCode, ProblemField } from "@voygent/contracts";

/** Why a request is not served. Its message and fields reach the client, so they never carry internals. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly fields: ProblemField[];
  readonly headers: Record<string, string>;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { fields?: ProblemField[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields ?? [];
    this.headers = options.headers ?? {};
  }
}
