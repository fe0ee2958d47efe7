/** A request of the client: a POST of JSON, or a DELETE without a body. */
export type TransportRequest = {
  method: "POST" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMillis: number;
  signal: AbortSignal;
};

/** What came back. */
export type TransportAnswer = { status: number; retryAfter: string | null; body: string };

/** Sends one request. Rejects when there is no whole answer in time, or when `signal` says to stop. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;
