import * as z from "zod/mini";

import type { DifferenceCause } from "../../api/schema.ts";
import { lenient, list, ListSearch } from "../../filters/usage-search.ts";

/** The outcomes of interactions. */
export const STATUSES = ["ok", "error", "cancelled"] as const;

/** Why LibreChat's figure differs from our cost, in the order in which that is decided. */
export const CAUSES = [
  "not_charged",
  "missing_rate",
  "agent_model",
  "default_rate",
  "cache_overlap_corrected",
  "cache_overlap_suspect",
  "cancel_surcharge",
  "equal",
  "other_price",
] as const satisfies readonly DifferenceCause[];

const anyOf = <Value extends string>(values: readonly Value[]) =>
  lenient(
    z.pipe(
      z.transform((value) => (typeof value === "string" ? [value] : value)),
      z.array(z.enum(values)).check(z.minLength(1)),
    ),
  );

/**
 * What the list of interactions shows: range, filters and page as elsewhere, and by outcome, agent, endpoint, tool and cause of a
 * difference. It goes along to the page of an interaction and back, on which `of` is the source of the interaction and `from`
 * what led there besides the list.
 */
export const InteractionsSearch = z.extend(ListSearch, {
  status: anyOf(STATUSES),
  agent: list,
  endpoint: list,
  tool: list,
  cause: anyOf(CAUSES),
  of: lenient(z.string().check(z.minLength(1))),
  from: lenient(z.enum(["warnings"])),
});
export type InteractionsSearch = z.infer<typeof InteractionsSearch>;
