import { analyticsClient } from "./analytics-client.ts";

/** Takes the session cookie away. */
export async function signOut(): Promise<void> {
  await analyticsClient.POST("/api/auth/sign-out");
}
