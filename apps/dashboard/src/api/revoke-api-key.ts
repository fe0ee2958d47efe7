import { analyticsClient } from "./analytics-client.ts";
import { toProblemError } from "./to-problem-error.ts";

/** Revokes a key; it stops working at once. */
export async function revokeApiKey(id: string): Promise<void> {
  const { error, response } = await analyticsClient.DELETE("/api/keys/{id}", { params: { path: { id } } });
  if (!response.ok) throw toProblemError(response, error);
}
