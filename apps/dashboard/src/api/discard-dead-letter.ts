import { trackingClient } from "./tracking-client.ts";
import { unwrap } from "./unwrap.ts";

/** Throws a dead letter away; its event is never stored. */
export const discardDeadLetter = (id: string) =>
  unwrap(trackingClient.DELETE("/track/dead-letters/{id}", { params: { path: { id } } }));
