import type { InteractionKey } from "@voygent/db";

/** The key of an interaction as one text: no field may contain what separates its parts. */
export const keyOf = ({ id, source }: InteractionKey): string => `${source}\u0000${id}`;
