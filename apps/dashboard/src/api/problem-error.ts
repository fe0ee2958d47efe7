/** What is wrong with one field of a request, by its path: `prices.input`. */
interface ProblemField {
  path: string;
  message: string;
}

/** A request that was not served, with what the problem body (RFC 9457) said about it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: ProblemField[];

  constructor(status: number, code: string, detail: string, requestId: string | null, fields: ProblemField[] = []) {
    super(detail);
    this.fields = fields;
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}
