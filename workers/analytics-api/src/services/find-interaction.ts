import type { Interaction, InteractionQuery } from "@voygent/contracts";
import { type ListedInteractionRow, selectInteractionsOfId } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { interactionOfRow } from "./interaction-of-row.ts";
import { oneOfSources } from "./one-of-sources.ts";
import { readFeedback } from "./read-feedback.ts";
import { readRows } from "./read-rows.ts";

/**
 * One interaction, archived or not, with what was said of it.
 * @throws AppError `not_found`; `invalid_input` when several sources have sent the id and none is named
 */
export async function findInteraction(c: AnalyticsContext, { id, source }: InteractionQuery): Promise<Interaction> {
  const row = oneOfSources(await readRows<ListedInteractionRow>(c, selectInteractionsOfId(c.env.DB, id, source)));
  const feedbackOf = await readFeedback(c, [row]);
  return interactionOfRow(row, feedbackOf(row));
}
