import { trackingClient } from "./tracking-client.ts";
import { unwrap } from "./unwrap.ts";

/** Stores the event of a dead letter; the letter stays when that fails. */
export const replayDeadLetter = (id: string) =>
  unwrap(trackingClient.POST("/track/dead-letters/{id}/replay", { params: { path: { id } } }));
