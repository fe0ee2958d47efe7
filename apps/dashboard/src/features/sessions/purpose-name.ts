import * as z from "zod/mini";

import type { Interaction } from "../../api/schema.ts";

const NAMES = new Map([
  ["message", "Answer"],
  ["title", "Title"],
  ["subagent", "Subagent"],
  ["summarization", "Summary"],
  ["sequential", "Hidden agent"],
  ["reasoning", "Reasoning"],
  ["abort", "Stopped answer"],
  ["incomplete", "Stopped answer"],
  ["image_generation", "Image"],
]);

/** What a call of a model was made for, in words; a purpose that this page does not know is shown as it is named. */
export const purposeName = (contextType: string | null): string =>
  contextType === null ? "Call" : (NAMES.get(contextType) ?? contextType.replaceAll("_", " "));

const Labels = z.object({ context_type: z.string().check(z.minLength(1)) });

/** What an interaction was made for, by its labels; null where they do not say. */
export function purposeOf({ metadata }: Pick<Interaction, "metadata">): string | null {
  const labels = z.safeParse(Labels, metadata);
  return labels.success ? purposeName(labels.data.context_type) : null;
}
