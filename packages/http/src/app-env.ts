import type { Scope } from "@voygent/contracts";

/** What every Worker is bound to. */
export type CommonBindings = {
  DB: D1Database;
  /** Opens everything; also signs browser sessions. */
  ADMIN_TOKEN: string;
  VERSION: string;
};

/** Who sends the request: a stored key, or the admin token (`id` null). */
export type Caller = { id: string | null; name: string; scopes: Scope[] };

export type AppEnv<Bindings extends CommonBindings = CommonBindings> = {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    caller: Caller;
    /** What the log line of the request says besides. */
    logged: Record<string, string | number | boolean | null>;
    /** Whether another Worker has answered the request and written its log line. */
    isForwarded: boolean;
  };
};
