import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** Exchanges a key for a session cookie; throws a `ProblemError` when the key is not accepted. */
export const signIn = (key: string) => unwrap(analyticsClient.POST("/api/auth/sign-in", { body: { key } }));
