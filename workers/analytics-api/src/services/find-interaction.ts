import type { Interaction } from "@voygent/contracts";
import { type ListedInteractionRow, selectInteraction } from "@voygent/db";
import { AppError } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { interactionOfRow } from "./interaction-of-row.ts";
import { readFeedback } from "./read-feedback.ts";
import { readRows } from "./read-rows.ts";

/**
 * One interaction, archived or not, with what was said of it.
 * @throws AppError `not_found`
 */
export async function findInteraction(c: AnalyticsContext, id: string): Promise<Interaction> {
  const [row] = await readRows<ListedInteractionRow>(c, selectInteraction(c.env.DB, id));
  if (row === undefined) throw new AppError("not_found", "there is no interaction with this id");
  const feedbackOf = await readFeedback(c, [row.id]);
  return interactionOfRow(row, feedbackOf(row.id));
}
