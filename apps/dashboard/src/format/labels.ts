import { modelName } from "./names.ts";

/** What LibreChat and its like say of a call besides its model, by which usage can be grouped and filtered. */
export const LABEL_DIMENSIONS = ["agent", "endpoint", "tool"] as const;

/** How the API names the group of interactions without a value, which is also how to ask for them. */
export const NO_VALUE = "(none)";

/** The groups of a dimension, in the plural: `agents`. */
export const labelsName = (dimension: string): string => `${dimension}s`;

/** A group as it is shown, an agent by its name, and its title, which has the agent's id too. */
export function labelOf(
  dimension: string,
  { key, name }: { key: string; name?: string | undefined },
): { name: string; title: string } {
  const shown = dimension === "model" ? modelName(key) : key === NO_VALUE ? `No ${dimension}` : (name ?? key);
  return { name: shown, title: name === undefined || name === key ? shown : `${name} (${key})` };
}
