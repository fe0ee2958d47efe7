import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

export type RepriceControl = "pause" | "resume" | "stop" | "undo";

/** Pauses, resumes, stops or undoes a re-pricing; undoing is a run of its own, which is answered. */
export const controlReprice = (id: string, control: RepriceControl) =>
  unwrap(pricingClient.POST("/pricing/reprice/{id}/{control}", { params: { path: { id, control } } }));
